"""Blueprints in the browser's eyes: written, filled, changed, copied and deleted."""

from browsing import Visitor
from desk import bring_set, problems
from flask import Flask
from test_every_route import check_page


def test_from_a_blueprint_to_a_quiz(app: Flask, teacher: Visitor) -> None:
    bring_set(app, items__size=6)
    page = teacher.opens("/teach/blueprints")
    assert "No blueprint yet" in page.text()
    page = teacher.opens("/teach/blueprints/new")
    check_page(page)
    first = {
        "parts-0-shares-0-mark": "topic:history",
        "parts-0-shares-0-amount": "70",
        "parts-0-shares-1-mark": "topic:economy",
    }
    page = teacher.sends(name="Weekly", **first, **{"parts-0-shares-1-amount": "40"})
    assert page.status == 422
    assert "110 per cent together" in problems(page)[0]
    page = teacher.sends(**{"parts-0-questions": "5", "parts-0-shares-1-amount": "30"})
    check_page(page)
    assert page.text("//h1") == "Weekly"
    assert "5 of 5 questions found" in page.text()
    assert "Topic: Economy: only 0 of 1, 1 more is needed." in page.text()

    seed = page.one("//input[@name='seed']").get("value")
    page = teacher.opens(f"{page.path}?seed={seed}&missing=less")
    assert "4 of 5 questions found" in page.text()
    action = page.one("//form[.//button[@name='then']]").get("action")
    page = teacher.sends(action, press=("then", "publish"))
    check_page(page)
    assert page.text("//h1") == "Publish as a quiz"
    page = teacher.sends()
    assert "The quiz is published." in page.text()


def test_changing_copying_and_deleting(teacher: Visitor) -> None:
    teacher.opens("/teach/blueprints/new?exam=ibps-po-prelims")
    page = teacher.sends(name="Mock of IBPS")
    assert "0 of 100 questions found" in page.text()
    assert "Quantitative Aptitude: Only 0 of 35 questions" in page.text()
    assert not page.all("//button[@name='then']")
    page = teacher.opens(page.path.replace("fill", "edit"))
    check_page(page)
    page = teacher.sends(**{"parts-1-questions": "10"})
    assert "0 of 75 questions found" in page.text()
    page = teacher.opens("/teach/blueprints")
    action = page.one("//form[contains(@action, '/copy')]").get("action")
    page = teacher.sends(action)
    assert page.text("//h1") == "Mock of IBPS (copy)"
    page = teacher.opens(page.path.replace("edit", "delete"))
    page = teacher.sends()
    assert "“Mock of IBPS (copy)” is in the bin." in page.text()
    assert len(page.all("//form[contains(@action, '/copy')]")) == 1
