"""What searching a large bank costs: each filter beside the list of the newest items."""

from collections.abc import Iterator
from datetime import date

import pytest
from databases import DATABASES, database, own_name
from interleaved import compare
from large_bank import WORDS, make_bank
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from quizapp.domain.difficulty import Difficulty
from quizapp.domain.items import FactKind
from quizapp.models import ItemStatus, User, migrating
from quizapp.models.engine import BEGIN_IMMEDIATE, make_engine
from quizapp.services.bank import Order, Search, Which, search_bank

SIZE = 50_000
SINCE = date(2026, 1, 1)
SEARCHES = {
    "two words": Search(words=f"{WORDS[7]} {WORDS[40][:4]}"),
    "a topic": Search(topic="polity"),
    "a topic and dates": Search(topic="polity", since=SINCE),
    "dates": Search(since=SINCE),
    "a kind": Search(kind=FactKind.DATE),
    "a difficulty": Search(difficulty=Difficulty.HARD),
    "an article": Search(article_id=5),
    "a status": Search(status=ItemStatus.DRAFT),
    "in no quiz": Search(which=Which.UNUSED),
    "there twice": Search(which=Which.TWICE),
    "the latest news first": Search(order=Order.NEWS),
    "the hardest first": Search(order=Order.HARDEST),
    "words, a topic, a difficulty and dates": Search(
        words=WORDS[7], topic="polity", difficulty=Difficulty.HARD, since=SINCE
    ),
}


@pytest.fixture(scope="module", params=DATABASES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with database(request.param, tmp_path_factory.mktemp("bank"), own_name("bank")) as url:
        yield from _filled(url)


def _filled(url: str) -> Iterator[Engine]:
    made = make_engine(url)
    migrating.migrate(made)
    with made.connect().execution_options(**BEGIN_IMMEDIATE) as connection, connection.begin():
        make_bank(connection, SIZE)
    # What the app does for SQLite, PostgreSQL does by itself some minutes later.
    with made.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    yield made
    made.dispose()


@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_beside_the_newest(engine: Engine, name: str) -> None:
    totals: dict[str, int] = {}

    def searches(search: Search, key: str) -> None:
        with Session(engine) as session:
            user = session.get_one(User, 1)
            totals[key] = search_bank(session, search, user=user).total

    result = compare(
        lambda: searches(SEARCHES[name], name), lambda: searches(Search(), "newest"), pairs=9
    )
    line = result.line(
        f"{engine.dialect.name}: {name} ({totals[name]:,} of {SIZE:,})", "the newest items"
    )
    print("\n" + line)
