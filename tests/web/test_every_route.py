"""What holds for every address of the app, also for those that are added tomorrow."""

import tempfile
from collections.abc import Callable, Mapping
from typing import NamedTuple

import pytest
from browsing import Page, Visitor
from desk import owner_of
from factories import (
    NOW,
    ArticleFactory,
    AssignmentFactory,
    ClassFactory,
    ItemFactory,
    JobFactory,
    QuizFactory,
    TeacherFactory,
    UploadFactory,
    content,
    use_session,
)
from flask import Flask
from quizzing import attempt_of, begin, draw_test, publish, stored_picture

from quizapp.domain.blueprints import Blueprint, Part
from quizapp.domain.jobs import JobState
from quizapp.domain.presets import DEFAULT_PRESET
from quizapp.interchange.banks import SourceFile
from quizapp.models import Audience, ItemStatus, Quiz
from quizapp.models.users import Role
from quizapp.services import (
    announcements,
    article_batches,
    blueprints,
    class_students,
    exam_rules,
    item_comments,
    second_looks,
)
from quizapp.services.asked import Asked
from quizapp.services.importing import staging
from quizapp.web.access import check_rules
from quizapp.web.app import create_app
from quizapp.web.security import CONTENT_SECURITY_POLICY
from quizapp.web.transactions import writing

#: Everybody may see these. A new public address has to be added here on purpose.
PUBLIC = {
    "/",
    "/attempts/session",
    "/healthz",
    "/language",
    "/mail/stop/<token>",
    "/sign-in",
    "/sign-out",
    "/sign-up",
    "/static/<path:filename>",
    "/theme",
}
#: What stands under these belongs to a role; everything else, to whoever is signed in.
AREAS = {"/admin": Role.ADMIN, "/teach": Role.TEACHER}
ADMITTED = {
    Role.STUDENT: {Role.STUDENT, Role.TEACHER, Role.ADMIN},
    Role.TEACHER: {Role.TEACHER, Role.ADMIN},
    Role.ADMIN: {Role.ADMIN},
}
#: Values for the variables of an address: of the kind that is asked for, of nothing that exists.
VALUES = {
    "filename": "css/base.css",
    "format_name": "csv",
    "kind": "csv",
    "position": 1,
}
NOBODYS_NUMBER = 987654
#: A file of one question, brought and not stored yet.
PASTE = """\
schema: "1"
title: Clues
slug: clues
languages: [en]
questions:
  - id: clue-1
    stem: Which year is meant by the clue?
    options: {a: "1987", b: "1988", c: "1991"}
    key: b
"""


class Route(NamedTuple):
    """An address and a method that it takes."""

    pattern: str
    method: str
    endpoint: str
    arguments: tuple[str, ...]

    @property
    def role(self) -> Role | None:
        if self.pattern in PUBLIC:
            return None
        areas = [role for area, role in AREAS.items() if self.pattern.startswith(area)]
        return areas[0] if areas else Role.STUDENT


def _routes() -> list[Route]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE_PATH": folder})
    return [
        Route(rule.rule, method, rule.endpoint, tuple(sorted(rule.arguments)))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods & {"GET", "POST", "PUT", "PATCH", "DELETE"})
    ]


ROUTES = _routes()
each_route = pytest.mark.parametrize(
    "route", ROUTES, ids=[f"{route.method}:{route.pattern}" for route in ROUTES]
)


def _address(app: Flask, route: Route, known: Mapping[str, object]) -> str:
    values = {name: VALUES.get(name, known.get(name, NOBODYS_NUMBER)) for name in route.arguments}
    with app.test_request_context():
        return app.url_for(route.endpoint, **values)


def _ask(visitor: Visitor, route: Route, address: str) -> Page:
    if route.method == "GET":
        return visitor.opens(address, follow=False)
    return visitor.posts(address, method=route.method)


@each_route
def test_anonymous_visitors_see_what_is_public(route: Route, app: Flask, visitor: Visitor) -> None:
    page = _ask(visitor, route, _address(app, route, {}))

    if route.role is None:
        assert page.status not in {401, 403}
        assert page.status < 500 or route.pattern == "/healthz"
    elif route.method == "GET":
        assert page.status == 303
        assert page.location is not None
        assert page.location.startswith("/sign-in?next=")
    else:
        assert page.status == 401
        assert "signed out" in page.text()


@each_route
@pytest.mark.parametrize("role", list(Role))
def test_roles_see_what_is_theirs(
    route: Route, role: Role, app: Flask, as_role: Callable[[Role], Visitor]
) -> None:
    page = _ask(as_role(role), route, _address(app, route, {}))

    if route.role is not None and role not in ADMITTED[route.role]:
        assert page.status == 403
    else:
        assert page.status not in {401, 403}
        assert page.status < 500 or route.pattern == "/healthz"


@each_route
@pytest.mark.parametrize("role", [None, *Role])
def test_every_page_is_well_made(
    route: Route,
    role: Role | None,
    app: Flask,
    visitor: Visitor,
    as_role: Callable[[Role], Visitor],
) -> None:
    who = visitor if role is None else as_role(role)
    page = _ask(who, route, _address(app, route, {}))

    assert page.response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert page.response.headers["X-Content-Type-Options"] == "nosniff"
    if page.response.mimetype == "text/html" and not page.location:
        check_page(page)


def _real_things(app: Flask, who: Visitor) -> dict[str, object]:
    """One of everything that an address can name, and an attempt of this visitor in progress."""
    quiz = publish(app)
    with app.app_context(), writing() as session:
        use_session(session)
        owner = TeacherFactory()
        made = content()
        assert made.source is not None
        article = ArticleFactory(owner=owner, body=made.source.evidence[0].text)
        item = ItemFactory(
            owner=owner, content=made, article_id=article.id, status=ItemStatus.DRAFT
        )
        things = {"article_id": article.id, "item_id": item.id, "user_id": owner.id}
        things["set_id"] = session.get_one(Quiz, quiz).set_id
        job = JobFactory(
            owner=owner, kind="print-papers", state=JobState.DONE, started_at=NOW, finished_at=NOW
        )
        job.result = {"file": UploadFactory(owner=owner, job_id=job.id).id}
        things["job_id"] = job.id
        things["rules_id"] = exam_rules.copy_rules(
            session,
            DEFAULT_PRESET,
            name="Rules of my own",
            actor=owner_of(session, "some-admin"),
            now=NOW,
        )
        plan = Blueprint(name="Weekly", exam="", parts=(Part("", 5),))
        things["blueprint_id"] = blueprints.store_blueprint(
            session, plan, actor=owner_of(session, "some-admin"), now=NOW
        )
        brought = [SourceFile(PASTE.encode(), "clues.yaml")]
        things["import_id"] = staging.start(
            session, brought, read=staging.read_at_once(session, brought), owner=owner, now=NOW
        )
        things["batch_id"] = article_batches.start(
            session, [SourceFile(b"-", "a.txt")], asked=Asked(), owner=owner, now=NOW
        )
        second_looks.ask(session, [item.id], who="some-admin", actor=owner, now=NOW)
        things["comment_id"] = item_comments.comment(
            session, item.id, text="Hm.", actor=owner_of(session, "some-admin"), now=NOW
        )
        things["position"] = 1
        owner.mail_token = things["token"] = "a-secret-of-theirs"
        things["code"] = "a-shared-code"
        found = ClassFactory(join_code="ABCDEFGH", teacher=owner)
        members = (owner, owner_of(session, "some-admin"))
        class_students.admit(session, found, [each.id for each in members], actor=owner, now=NOW)
        set_for = AssignmentFactory(class_id=found.id, quiz=session.get_one(Quiz, quiz))
        things |= {"class_id": found.id, "assignment_id": set_for.id, "join_code": "ABCDEFGH"}
        things["announcement_id"] = announcements.announce(
            session, title="Moved", text="To Sunday.", class_ids=[found.id], actor=owner, now=NOW
        )
        shared = QuizFactory(audience=Audience.LINK, share_code=things["code"])
        assert shared.id
    things["test_id"] = draw_test(app, who)
    attempt = attempt_of(begin(who, quiz))
    picture = stored_picture(app)
    return {**things, "quiz_id": quiz, "attempt_id": attempt, "digest": picture}


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.arguments and route.method == "GET"],
    ids=lambda route: route.pattern,
)
def test_pages_of_real_things_are_well_made(route: Route, app: Flask, admin: Visitor) -> None:
    """Each address shows its thing before or after the attempt is submitted, or both."""
    things = _real_things(app, admin)
    address = _address(app, route, things)
    before = admin.opens(address)
    admin.opens(f"/attempts/{things['attempt_id']}/summary")
    admin.sends(f"/attempts/{things['attempt_id']}/submit")
    after = admin.opens(address)

    assert 200 in {before.status, after.status}
    for page in (before, after):
        assert page.status < 500
        if page.response.mimetype == "text/html":
            check_page(page)


def check_page(page: Page) -> None:
    """What every page has, whatever it shows."""
    name, _, product = page.title().partition(" · ")
    assert product == "quizapp"
    assert name
    assert page.one("/html").get("lang") in {"en", "hi"}
    assert page.text("//h1")
    page.one("//h1")
    page.one("//main")
    # Nothing inline, nothing from another host.
    assert not page.all("//style | //*[@style] | //script[not(@src)]")
    assert not page.all("//@*[starts-with(name(), 'on')]")
    for address in page.all("//script/@src | //link/@href | //img/@src"):
        assert address.startswith(("/static/", "/images/")), address
    # Every form that changes something carries its token.
    for form in page.all("//form[@method='post']"):
        assert form.xpath(".//input[@name='csrf_token']/@value"), form.action
    identifiers = page.all("//@id")
    assert len(identifiers) == len(set(identifiers)), "an id stands twice"
    for reference in page.all("//@for | //@aria-describedby | //@aria-labelledby"):
        assert set(reference.split()) <= set(identifiers), reference
    for field in page.all("//main//input[not(@type='hidden')] | //main//select"):
        labelled = field.get("aria-label") or field.xpath("ancestor::label")
        assert labelled or page.all(f"//label[@for='{field.get('id')}']"), field.name
    for image in page.all("//img[not(@alt)]"):
        pytest.fail(f"an image without alt: {image.get('src')}")


def test_an_app_with_a_view_that_has_no_rule_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "a page"

    with pytest.raises(LookupError, match="forgotten needs @public"):
        check_rules(app)
