"""Sharing sets: the pages, and who gets which of all that name a set or an item."""

from collections.abc import Callable

import pytest
from browsing import Visitor
from desk import bring_set, in_database, owner_of, problems
from factories import NOW
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from test_every_route import PASTE, check_page

from quizapp.domain.permissions import Permission
from quizapp.models import Item, QuestionSet, QuestionSetItem, SetShare, User
from quizapp.models.users import Role
from quizapp.services import set_sharing

MakeVisitor = Callable[[Role], Visitor]


def share(app: Flask, set_id: int, permission: str, username: str = "some-teacher") -> None:
    def do(session: Session) -> None:
        owner = owner_of(session, "other")
        assert session.get_one(QuestionSet, set_id).owner_id == owner.id
        set_sharing.share_set(
            session,
            set_id,
            who=username,
            permission=Permission(permission),
            actor=owner,
            now=NOW,
        )

    in_database(app, do)


def first_item(app: Flask, set_id: int) -> int:
    found = in_database(
        app,
        lambda session: session.scalar(
            select(QuestionSetItem.item_id)
            .where(QuestionSetItem.set_id == set_id)
            .order_by(QuestionSetItem.position)
        ),
    )
    assert isinstance(found, int)
    return found


#: What is needed for each address: a GET, or a POST of nothing.
NEEDS = {
    ("GET", "sets/{set}"): "use",
    ("GET", "sets/{set}/export"): "use",
    ("GET", "sets/{set}/export/csv"): "use",
    ("GET", "sets/{set}/print"): "use",
    ("GET", "sets/{set}/publish"): "use",
    ("GET", "sets/{set}/copy"): "use",
    ("GET", "sets/{set}/edit"): "edit",
    ("POST", "sets/{set}/edit"): "edit",
    ("GET", "sets/{set}/arrange"): "edit",
    ("POST", "sets/{set}/arrange"): "edit",
    ("GET", "sets/{set}/questions/new"): "edit",
    ("POST", "sets/{set}/questions/new"): "edit",
    ("GET", "sets/{set}/sharing"): "own",
    ("POST", "sets/{set}/sharing"): "own",
    ("POST", "sets/{set}/sharing/all"): "own",
    ("POST", "sets/{set}/sharing/all/end"): "own",
    ("POST", "sets/{set}/sharing/1/end"): "own",
    ("GET", "sets/{set}/hand-over"): "own",
    ("POST", "sets/{set}/hand-over"): "own",
    ("POST", "sets/{set}/delete"): "own",
    ("GET", "items/{item}"): "use",
    ("GET", "items/{item}/history"): "use",
    ("POST", "items/{item}/copy"): "use",
    ("GET", "items/{item}/regrade"): "use",
    ("GET", "items/{item}/alternatives"): "edit",
    ("POST", "items/{item}/reword"): "edit",
    ("POST", "items/{item}/option"): "edit",
    ("POST", "items/{item}/undo"): "edit",
    ("GET", "items/{item}/edit"): "edit",
    ("POST", "items/{item}/edit"): "edit",
    ("POST", "items/{item}/restore"): "edit",
    ("POST", "items/{item}/decision"): "edit",
    ("POST", "items/{item}/delete"): "own",
}
#: What the form holds where nothing at all is refused before anybody asks who may.
FORMS = {"items/{item}/decision": {"decision": "retire"}}


@pytest.mark.parametrize("who", ["stranger", "use", "edit", "own", "admin", "student"])
def test_each_address_of_a_set_or_an_item_is_for_those_who_may(
    who: str, app: Flask, as_role: MakeVisitor
) -> None:
    role = {"student": Role.STUDENT, "admin": Role.ADMIN}.get(who, Role.TEACHER)
    visitor = as_role(role)
    number = bring_set(app, owner="some-teacher" if who == "own" else "other")
    if who in {"use", "edit"}:
        share(app, number, who)
    has = Permission(who if who in {"use", "edit"} else "own")
    item = first_item(app, number)

    for (method, pattern), needed in NEEDS.items():
        path = "/teach/" + pattern.format(set=number, item=item)
        page = visitor.opens(path) if method == "GET" else visitor.posts(path, FORMS.get(pattern))
        if who == "student":
            assert page.status == 403, path
        elif who == "stranger":
            assert page.status == 404, path
        elif has.permits(Permission(needed)):
            assert page.status not in {403, 404, 500}, path
        else:
            assert page.status == 403, path


def test_no_page_of_a_set_or_an_item_is_there_for_strangers(app: Flask, teacher: Visitor) -> None:
    """Also those that are added tomorrow."""
    number = bring_set(app, owner="other")
    things = {"set_id": number, "item_id": first_item(app, number), "format_name": "csv"}
    seen = 0
    for rule in app.url_map.iter_rules():
        named = rule.arguments & {"set_id", "item_id"}
        if "GET" not in (rule.methods or ()) or not named or not rule.arguments <= things.keys():
            continue
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **{name: things[name] for name in rule.arguments})
        seen += 1
        assert teacher.opens(address, follow=False).status == 404, address
    assert seen > 10


def test_a_set_is_shared_used_and_left(
    app: Flask, teacher: Visitor, sign_up: Callable[..., int]
) -> None:
    owner, number = teacher, bring_set(app, title="Councils")
    sign_up("anita", Role.TEACHER, display_name="Anita")
    sharing = f"/teach/sets/{number}/sharing"
    check_page(owner.opens(sharing))

    refused = owner.sends(sharing, who="nobody", permission="use")
    assert (refused.status, len(problems(refused))) == (422, 1)
    page = owner.sends(sharing, who="anita", permission="use")

    assert "Anita" in page.text("//table")
    assert "Shared with 1 teacher by name." in owner.opens(f"/teach/sets/{number}").text()
    assert "is told" in page.text("//*[@class='flashes stack stack-s']")
    anita = Visitor(app).signs_in("anita")
    notices = anita.opens("/notices")
    check_page(notices)
    assert "shares the set “Councils” with you: you may use it." in notices.text()
    page = anita.opens(notices.one("//main//li/a/@href"))
    assert "you may use it" in page.text()
    assert not page.all("//a[normalize-space()='Edit']")
    assert "Councils" in anita.opens("/teach/sets?whose=shared").text()
    assert "Councils" not in anita.opens("/teach/sets").text()
    anita.opens(f"/teach/sets/{number}/copy")
    copy = anita.sends(title="Mine")
    assert copy.text("//h1") == "Mine"
    assert copy.all("//a[normalize-space()='Edit']")
    anita.opens(f"/teach/sets/{number}")
    assert "You have left" in anita.sends(f"/teach/sets/{number}/leave").text()
    assert anita.opens(f"/teach/sets/{number}").status == 404
    assert "Anita has left your set" in owner.opens("/notices").text()


def test_a_set_is_handed_over(app: Flask, teacher: Visitor, sign_up: Callable[..., int]) -> None:
    owner, number = teacher, bring_set(app, title="Councils")
    sign_up("anita", Role.TEACHER, display_name="Anita")
    check_page(owner.opens(f"/teach/sets/{number}/hand-over"))

    page = owner.sends(who="anita")

    assert "belongs to Anita now" in page.text()
    assert "you may use and edit it" in page.text()
    assert owner.opens(f"/teach/sets/{number}/sharing").status == 403


def test_ending_a_share_that_is_not_there_says_so(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    teacher.posts(f"/teach/sets/{number}/sharing/all")
    assert in_database(app, lambda session: session.scalar(select(SetShare.set_id))) == number

    teacher.posts(f"/teach/sets/{number}/sharing/4711/end")

    assert "not shared with them" in teacher.opens(f"/teach/sets/{number}/sharing").text()


def test_the_bank_shows_what_is_shared(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, owner="other", title="Theirs")
    share(app, number, "use")

    page = teacher.opens("/teach/bank?whose=shared")
    check_page(page)
    links = page.all("//a[contains(@class, 'bank-stem')]/@href")
    assert len(links) == 3
    assert teacher.opens(links[0]).text("//h1") == "Question"
    teacher.opens("/teach/bank?whose=shared")
    item = str(first_item(app, number))
    refused = teacher.sends(
        teacher.page.one("//form[@id='chosen']").action,  # type: ignore[union-attr]
        press=("action", "retire"),
        item={item},
    )
    assert refused.status == 422
    assert "to use, not to change" in refused.text("//*[@role='alert']")


def test_two_who_edit_a_set_at_once_overwrite_nothing(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app, title="Councils")
    path = f"/teach/sets/{number}/edit"
    second = Visitor(app).signs_in("some-teacher")
    teacher.opens(path)
    second.opens(path)
    assert second.sends(title="Theirs").status == 200

    page = teacher.sends(title="Mine")

    assert page.status == 409
    assert "Theirs" in page.text("//*[contains(@class, 'alert')]")
    assert page.one("//input[@name='title']").value == "Mine"
    assert teacher.sends().text("//h1") == "Mine"


def test_the_order_of_a_set_is_typed(app: Flask, teacher: Visitor) -> None:
    number = bring_set(app)
    path = f"/teach/sets/{number}/arrange"
    page = teacher.opens(path)
    check_page(page)
    first, second, third = page.form().xpath(".//input[@inputmode]/@name")

    refused = teacher.sends(**{first: "soon", second: "1"})
    assert refused.status == 422
    assert refused.one(f"//input[@name='{second}']").value == "1"
    other = Visitor(app).signs_in("some-teacher")
    other.opens(path)
    assert other.sends(**{third: "1"}).status == 200
    clash = teacher.sends(**{first: "3", second: "2"})
    assert clash.status == 409
    assert clash.one(f"//input[@name='{first}']").value == "3"
    done = teacher.sends(**{first: "3", second: "2", third: "1"}, remove={second.partition("-")[2]})

    assert "1 question is taken out" in done.text()
    assert done.form().xpath(".//input[@inputmode]/@name") == [third, first]


def test_what_an_editor_brings_into_a_set_is_its_owners(app: Flask, teacher: Visitor) -> None:
    editable, usable = bring_set(app, owner="other"), bring_set(app, owner="other")
    share(app, editable, "edit")
    share(app, usable, "use")
    teacher.opens("/teach/questions/add")
    preview = teacher.sends(text=PASTE)
    offered = preview.all("//select[@name='set_id']/option/@value")
    assert [value for value in offered if value] == [str(editable)]

    page = teacher.sends(to=f"{preview.path}/store", target="old", set_id=str(editable))

    assert len(page.all("//article")) == 4
    owners = in_database(
        app,
        lambda session: set(
            session.scalars(
                select(User.username)
                .join(Item, Item.owner_id == User.id)
                .join(QuestionSetItem, QuestionSetItem.item_id == Item.id)
                .where(QuestionSetItem.set_id == editable)
            )
        ),
    )
    assert owners == {"other"}
