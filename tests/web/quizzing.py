"""Quizzes to take, made below the pages, and students on their way through them."""

from collections.abc import Sequence
from datetime import timedelta
from fractions import Fraction
from io import BytesIO

from browsing import Page, Visitor
from factories import (
    NOW,
    ItemFactory,
    QuestionSetFactory,
    QuizFactory,
    TeacherFactory,
    use_session,
)
from flask import Flask
from PIL import Image as Pillow

from quizapp.domain.items import ItemContent, ItemText, OptionOrder, SingleKey
from quizapp.domain.marking import MarkingScheme
from quizapp.domain.materials import Evidence, Source
from quizapp.interchange.banks import ImageFile
from quizapp.models import Attempt, ResponseRecord
from quizapp.services import images
from quizapp.web.transactions import writing

UPSC = MarkingScheme(right=Fraction(2), wrong=Fraction(-2, 3))
WITH_BUBBLE = MarkingScheme(
    right=Fraction(1), wrong=Fraction(-1, 3), blank=Fraction(-1, 3), not_attempted=Fraction(0)
)
RIGHT, WRONG = "1", "0"


def question(number: int, *, hindi: bool = False) -> ItemContent:
    """A question whose right answer is its option B, which is "the right <number>"."""
    answer = f"the right {number}"
    sentence = f"The sum of rule {number} is {answer}, says the law."
    start = sentence.index(answer)
    texts = {
        "en": ItemText(
            f"What is the sum of rule {number}?",
            (f"wrong a{number}", answer, f"wrong c{number}", f"wrong d{number}"),
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
            evidence=(Evidence(sentence, 0, len(sentence), start, start + len(answer)),),
        ),
    )


def publish(app: Flask, contents: Sequence[ItemContent] | int = 3, **rules: object) -> int:
    """Open a quiz of these questions, in this order; returns its number.

    Args:
        app: whose database.
        contents: the questions, or how many.
        rules: fields of the quiz that differ; `owner_id` of its teacher.
    """
    if isinstance(contents, int):
        contents = [question(number) for number in range(1, contents + 1)]
    scheme = rules.pop("scheme", UPSC)
    with app.app_context(), writing() as session:
        use_session(session)
        owner = TeacherFactory()
        items = [ItemFactory(owner=owner, content=content) for content in contents]
        fields = {"shuffle_items": False, "shuffle_options": False, "title": "The laws", **rules}
        quiz = QuizFactory(
            question_set=QuestionSetFactory(owner=owner, items=items),
            scheme=scheme,
            **fields,
        )
        return quiz.id


def begin(who: Visitor, quiz_id: int) -> Page:
    """Press "Start the test" on the page of a quiz, and open its first question alone."""
    who.opens(f"/quizzes/{quiz_id}")
    room = who.sends(f"/quizzes/{quiz_id}/attempts")
    return who.opens(f"/attempts/{attempt_of(room)}/questions/1")


def draw_test(app: Flask, who: Visitor, **fields: object) -> int:
    """Make an own test of one question, and start it; returns the number of its quiz."""
    who.opens("/tests/new")
    page = who.sends("/tests/new#matching", press=("do", "start"), **{"count": "1", **fields})
    with app.app_context(), writing() as session:
        return session.get_one(Attempt, attempt_of(page)).quiz_id


def attempt_of(page: Page) -> int:
    """The number of the attempt that a page belongs to."""
    return int(page.path.split("/")[2])


def take(who: Visitor, quiz_id: int, choices: Sequence[str | None]) -> Page:
    """Take a whole quiz with these choices (values of options; None: leave blank)."""
    begin(who, quiz_id)
    for choice in choices:
        answer(who, choice)
    attempt = attempt_of(who.page)
    return who.sends(f"/attempts/{attempt}/submit")


def answer(who: Visitor, choice: str | None, press: str = "next") -> Page:
    """Choose an option on the question page that is shown, and press a button."""
    fields = {} if choice is None else {"option": choice}
    return who.sends(who.page.path, press=("action", press), **fields)


def let_time_pass(app: Flask, attempt_id: int, minutes: int) -> None:
    """Move an attempt into the past, as if it had begun so many minutes earlier."""
    with app.app_context(), writing() as session:
        attempt = session.get_one(Attempt, attempt_id)
        attempt.started_at -= timedelta(minutes=minutes)
        if attempt.deadline_at is not None:
            attempt.deadline_at -= timedelta(minutes=minutes)


def stored(app: Flask, attempt_id: int, position: int) -> dict[str, object]:
    """What the database holds of a response."""
    with app.app_context(), writing() as session:
        record = session.get_one(ResponseRecord, (attempt_id, position))
        names = ("response", "marked", "time_ms", "revision", "visited")
        return {name: getattr(record, name) for name in names}


def json_saves(
    who: Visitor, attempt_id: int, body: object, *, token: str | None = None
) -> tuple[int, dict[str, object]]:
    """Save as the script of the room does; returns status and JSON."""
    if token is None:
        token = who.page.one("//meta[@name='csrf-token']").get("content")
    response = who.client.post(
        f"/attempts/{attempt_id}/saves",
        json=body,
        headers={"X-CSRFToken": token, "Accept": "application/json"},
    )
    return response.status_code, response.get_json()


def json_save(
    who: Visitor, attempt_id: int, position: int, save: dict[str, object], client: str = "one-page"
) -> dict[str, object]:
    """Save one question as the script of the room does; returns what became of it."""
    body = {"client": client, "saves": [{"position": position, "sequence": 1, **save}]}
    status, answer = json_saves(who, attempt_id, body)
    assert status == 200, answer
    (result,) = answer["results"]
    return result


def stored_picture(app: Flask) -> str:
    """Store a small picture; returns its digest."""
    out = BytesIO()
    Pillow.new("RGB", (4, 3), "green").save(out, "PNG")
    file = ImageFile(out.getvalue(), "map.png")
    with app.app_context(), writing() as session:
        return images.take_in(session, {file.digest: file}, now=NOW).stored[file.digest]
