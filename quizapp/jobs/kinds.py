"""The registry: every kind of background work there is.

A kind is a module of this package that makes a `Kind` (see `contract` for what it has to keep to),
and a line here. The import of questions, for one: its page stores the files with `uploads.store`
and calls `jobs.enqueue(session, "import-questions", {…}, uploads=[…])` in the same transaction;
its module reads the files, calls the service in steps of some hundred questions, and reports after
each; its `clean_up` deletes the set that was begun. How a kind and its result are called on the
page of background work stands in `quizapp.web.background.presenting`.
"""

from collections.abc import Mapping

from quizapp.jobs.contract import Kind
from quizapp.jobs.purging import PURGE

__all__ = ["KINDS"]

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (PURGE,)}
