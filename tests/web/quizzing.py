"""Quizzes to take, made below the pages, and a student's way through them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction

from quizapp.domain.items import ItemContent, ItemText, OptionOrder, SingleKey
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.materials import Evidence, Source
from quizapp.models import Item, ItemStatus, QuestionSet, QuestionSetItem, Reveal, User
from quizapp.services import publishing
from quizapp.services.contents import new_version
from quizapp.services.rules import QuizRules
from quizapp.web.clock import now
from quizapp.web.transactions import writing

UPSC = MarkingScheme(right=Fraction(2), wrong=Fraction(-2, 3))
WITH_BUBBLE = MarkingScheme(
    right=Fraction(1), wrong=Fraction(-1, 3), blank=Fraction(-1, 3), not_attempted=Fraction(0)
)


def question(number: int, *, hindi: bool = False) -> ItemContent:
    """A question whose right answer is its option B, which is "the right <number>"."""
    sentence = f"The sum of rule {number} is the right {number}, says the law."
    start = sentence.index("the right")
    texts = {
        "en": ItemText(
            f"What is the sum of rule {number}?",
            (f"wrong a{number}", f"the right {number}", f"wrong c{number}", f"wrong d{number}"),
            f"Rule {number} says so.",
        )
    }
    if hindi:
        texts["hi"] = ItemText(
            f"नियम {number} का योग क्या है?",
            (f"ग़लत क{number}", f"सही {number}", f"ग़लत ग{number}", f"ग़लत घ{number}"),
            f"नियम {number} यही कहता है।",
        )
    return ItemContent(
        texts=texts,
        key=SingleKey(1),
        option_order=OptionOrder.FIXED,
        topics=("economy" if number % 2 else "polity",),
        source=Source(
            title=f"Law {number}",
            url=f"https://law.example/{number}",
            name="The gazette",
            evidence=(
                Evidence(
                    sentence,
                    0,
                    len(sentence),
                    start,
                    start + len(f"the right {number}"),
                ),
            ),
        ),
    )


def publish(
    owner_id: int,
    contents: Sequence[ItemContent],
    *,
    title: str = "The laws of the land",
    scheme: MarkingScheme = UPSC,
    minutes: int | None = 30,
    reveal: Reveal = Reveal.AFTER_SUBMIT,
    moment: datetime | None = None,
) -> int:
    """Store a set with these questions and open a quiz on it; returns the quiz's id."""
    moment = moment or now() - timedelta(days=1)
    with writing() as session:
        owner = session.get_one(User, owner_id)
        found = QuestionSet(
            slug=title.casefold().replace(" ", "-"),
            owner_id=owner_id,
            title=title,
            description="Rules and their sums.",
            licence="",
            source_notes="",
            created_at=moment,
        )
        session.add(found)
        session.flush()
        for position, content in enumerate(contents, start=1):
            item = Item(owner_id=owner_id, status=ItemStatus.PUBLISHED, created_at=moment)
            item.versions.append(new_version(session, content, number=1, now=moment, author=owner))
            session.add(item)
            session.flush()
            session.add(QuestionSetItem(set_id=found.id, item_id=item.id, position=position))
        return publishing.publish_set(
            session,
            found.id,
            title=title,
            rules=QuizRules(
                preset="practice",
                scheme=scheme,
                minutes=minutes,
                shuffle_items=False,
                shuffle_options=False,
                reveal=reveal,
            ),
            actor=owner,
            now=moment,
        )
