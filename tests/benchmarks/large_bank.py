"""A bank of many items, written past the ORM: what takes minutes through it takes seconds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from random import Random

from sqlalchemy import Connection, Table, insert

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.fingerprints import fingerprint
from quizapp.domain.items import FactKind, ItemFormat, ItemText, ItemType, OptionOrder, TextFormat
from quizapp.domain.plain_words import plain_words
from quizapp.domain.topics import TOPICS
from quizapp.models import Article, Item, ItemStatus, ItemVersion, ItemVersionTopic, Role, User
from quizapp.models import ItemText as TextRow
from quizapp.models.search import ItemSearch

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ARTICLES = 1000
AT_ONCE = 2000
#: So many items, one of which has the words of the one before it.
TWIN_EVERY = 50
SYLLABLES = ("ar", "bel", "cor", "dun", "esh", "far", "gol", "hin", "jan", "kol", "mir", "pur")
WORDS = tuple(map("".join, product(SYLLABLES, repeat=2)))


def make_bank(connection: Connection, size: int, *, seed: int = 1) -> int:
    """Make a teacher with so many items, and return the teacher's id."""
    rng = Random(seed)
    teacher = connection.execute(
        insert(User).values(
            username="teacher",
            display_name="Teacher",
            password_hash="!",
            role=Role.TEACHER,
            language="en",
            extra_time_percent=0,
            session_epoch=0,
            is_active=True,
            created_at=NOW,
        )
    ).inserted_primary_key[0]
    _write(
        connection,
        Article.__table__,
        (
            {
                "id": number,
                "owner_id": teacher,
                "title": f"Article {number}",
                "body": "It was so.",
                "source_name": "",
                "source_url": "",
                "digest": f"{number:064}",
                "generation": {},
                "rejected": [],
                "created_at": NOW,
            }
            for number in range(1, ARTICLES + 1)
        ),
    )
    words = [_words(rng) for _ in range(size)]
    for number in range(TWIN_EVERY, size, TWIN_EVERY):
        words[number] = words[number - 1]
    statuses = [*[ItemStatus.ACCEPTED] * 5, ItemStatus.DRAFT, ItemStatus.REJECTED]
    _write(
        connection,
        Item.__table__,
        (
            {
                "id": number,
                "owner_id": teacher,
                "article_id": rng.randint(1, ARTICLES) if rng.random() < 0.7 else None,
                "status": rng.choice(statuses),
                "version_number": 1,
                "created_at": NOW,
            }
            for number in range(1, size + 1)
        ),
    )
    _write(connection, ItemVersion.__table__, (_version(n, rng) for n in range(1, size + 1)))
    _write(connection, TextRow.__table__, (_text(n, each) for n, each in enumerate(words, 1)))
    _write(
        connection,
        ItemVersionTopic.__table__,
        (
            {"version_id": number, "topic": topic, "position": position}
            for number in range(1, size + 1)
            for position, topic in enumerate(rng.sample([*TOPICS], rng.randint(1, 3)), 1)
        ),
    )
    _write(
        connection,
        ItemSearch.__table__,
        (
            {"item_id": number, "words": " ".join(plain_words(f"{each.stem} {each.explanation}"))}
            for number, each in enumerate(words, 1)
        ),
    )
    return int(teacher)


def _version(number: int, rng: Random) -> dict[str, object]:
    evidence = " ".join(rng.choices(WORDS, k=30))
    return {
        "id": number,
        "item_id": number,
        "number": 1,
        "type": ItemType.SINGLE,
        "format": rng.choice([*ItemFormat]),
        "text_format": TextFormat.PLAIN,
        "key": {"option": rng.randrange(4), "weights": []},
        "option_order": OptionOrder.FIXED,
        "kind": rng.choice([*FactKind, None]),
        "difficulty": rng.choice([*Difficulty, None]),
        "news_date": date(2026, 11, 1) - timedelta(days=rng.randrange(1500)),
        "source": {
            "title": "An article",
            "url": "https://news.example/article",
            "name": "News",
            "evidence": [
                {
                    "text": evidence,
                    "start": 0,
                    "end": len(evidence),
                    "answer_start": 0,
                    "answer_end": 5,
                }
            ],
        },
        "created_at": NOW,
    }


def _words(rng: Random) -> ItemText:
    names = rng.sample(WORDS, 4)
    about = " ".join(rng.choices(WORDS, k=8))
    stem = f"Which {about} opened in {rng.randint(1950, 2026)}?"
    return ItemText(stem, tuple(names), " ".join(rng.choices(WORDS, k=20)))


def _text(number: int, words: ItemText) -> dict[str, object]:
    return {
        "version_id": number,
        "language": "en",
        "stem": words.stem,
        "options": list(words.options),
        "explanation": words.explanation,
        "prompts": [],
        "feedback": [],
        "fingerprint": fingerprint(words, ()),
    }


def _write(connection: Connection, table: Table, rows: Iterator[dict[str, object]]) -> None:
    while batch := [*islice(rows, AT_ONCE)]:
        connection.execute(insert(table), batch)
