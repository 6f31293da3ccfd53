"""The sample articles that come with quizapp, for whoever has no article at hand."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "questions" / "samples"


@dataclass(frozen=True, slots=True)
class Sample:
    """An article in our own words: the name it is asked for by, its headline, its text."""

    slug: str
    title: str
    text: str


def sample_articles(folder: Path = FOLDER) -> tuple[Sample, ...]:
    """Return the sample articles in `folder` by name; none where the folder is not shipped."""
    return tuple(
        Sample(path.stem, text.partition("\n")[0].strip(), text)
        for path in sorted(folder.glob("*.txt"))
        if (text := path.read_text("utf-8"))
    )


def sample_article(slug: str, folder: Path = FOLDER) -> Sample | None:
    """Return the sample article of this name, or None."""
    return next((sample for sample in sample_articles(folder) if sample.slug == slug), None)
