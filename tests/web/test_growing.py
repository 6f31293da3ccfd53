"""However much there is at a desk, a page asks the database as often as before, and stays small."""

from typing import Final, NamedTuple

import pytest
from browsing import Visitor
from crowds import crowd
from databases import CountQueries
from flask import Flask
from quizzing import stored_picture

from quizapp.web.clock import now
from quizapp.web.transactions import writing

FEW, MANY = 4, 24
PAGE_BYTES_MAXIMUM: Final = 100_000
#: Files are read whole; what they ask grows with them, in portions.
FILES: Final = ("text/csv", "application/", "image/")


@pytest.mark.parametrize("who", ["user_id", "student_id", "admin_id"])
def test_pages_ask_no_more_and_stay_small_as_rows_grow(
    app: Flask, who: str, count_queries: CountQueries
) -> None:
    few = _pages(app, FEW, who, count_queries)
    many = _pages(app, MANY, who, count_queries)

    assert few.keys() == many.keys()
    asked = {path: (few[path].queries, many[path].queries) for path in few}
    assert {path: counts for path, counts in asked.items() if counts[1] > counts[0]} == {}
    sizes = {path: page.bytes for path, page in many.items()}
    assert {path: size for path, size in sizes.items() if size >= PAGE_BYTES_MAXIMUM} == {}


class Cost(NamedTuple):
    """What a page costs."""

    queries: int
    bytes: int


def _pages(app: Flask, size: int, who: str, count_queries: CountQueries) -> dict[str, Cost]:
    """Open every page there is for somebody; the costs of each, by its pattern."""
    picture = stored_picture(app)
    with app.app_context(), writing() as session:
        things = crowd(session, size, picture=picture, now=now())
    visitor = Visitor(app).has_session_of(int(str(things[who])))
    costs = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.arguments - things.keys():
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **{name: things[name] for name in rule.arguments})
        visitor.opens(address, follow=False)
        with count_queries() as ran:
            page = visitor.opens(address, follow=False)
        assert page.status < 500, address
        if page.status == 200 and not page.response.mimetype.startswith(FILES):
            costs[rule.rule] = Cost(len(ran), len(page.source.encode()))
    return costs
