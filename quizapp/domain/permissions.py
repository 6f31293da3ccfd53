"""What a teacher may do with a set of questions: use it, edit it, or own it."""

from enum import StrEnum

__all__ = ["Permission"]


class Permission(StrEnum):
    """Each permits what the one before does, and more."""

    USE = "use"
    """See the questions with keys and explanations, make quizzes, print, export, copy."""
    EDIT = "edit"
    """Change, add, remove and order the questions as well."""
    OWN = "own"
    """Also share, hand over and delete."""

    def permits(self, needed: "Permission") -> bool:
        """Whether whoever has this may do what needs `needed`."""
        order = [*Permission]
        return order.index(self) >= order.index(needed)
