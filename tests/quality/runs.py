"""Run the generator over files: each text with what came of it, as the measures need it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from quizapp.errors import ArticleError
from quizapp.generation.pipeline import MAX_COUNT, examine
from quizapp.generation.reading import date_of_name
from quizapp.generation.types import Question, Rejection
from tests.quality.recall import Asked, GoldFact, asked_for, read_gold

__all__ = ["Run", "articles", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """A file and what the generator made of it; `refused` says why it could not be read.

    `gold` are the facts worth asking, None where nobody has chosen any.
    """

    path: Path
    questions: tuple[Question, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    refused: str = ""
    gold: tuple[GoldFact, ...] | None = None

    @property
    def found(self) -> frozenset[int]:
        """The positions of the gold facts that the questions ask for."""
        asked = (Asked(q.options[q.key], q.evidence.text) for q in self.questions)
        return asked_for(asked, self.gold or ())


def articles(folder: Path) -> Iterator[tuple[Path, Path | None]]:
    """The texts of a folder in the order of their names, each with its file of gold facts, if any.

    Gold facts stand in `gold/NAME.json`, or for a folder of one text in `gold.json`.
    """
    texts = sorted(folder.glob("*.txt"))
    for path in texts:
        own, only = folder / "gold" / f"{path.stem}.json", folder / "gold.json"
        if not own.exists() and len(texts) == 1:
            own = only
        yield path, own if own.exists() else None


def run(
    files: Iterable[tuple[Path, Path | None]], *, count: int = MAX_COUNT, options: int = 4
) -> Iterator[Run]:
    """Generate from each file, as many questions as it yields up to `count`.

    A date at the beginning of a file's name is the day on which the text was filed.
    """
    for path, gold_path in files:
        gold = read_gold(gold_path) if gold_path else None
        text = path.read_text("utf-8", errors="replace")
        try:
            made = examine(text, count=count, options=options, filed=date_of_name(path.name))
        except ArticleError as error:
            yield Run(path, refused=str(error), gold=gold)
        else:
            yield Run(path, made.questions, made.rejected, gold=gold)
