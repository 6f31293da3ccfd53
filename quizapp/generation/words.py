"""Word lists as they are nice to read: one string, words between spaces."""


def word_set(text: str) -> frozenset[str]:
    """The words of the text."""
    return frozenset(text.split())
