"""Pictures of items over HTTP."""

from io import BytesIO

import pytest
from browsing import Visitor
from flask import Flask
from PIL import Image as Pillow
from quizzing import stored_picture


@pytest.fixture
def digest(app: Flask) -> str:
    return stored_picture(app)


def test_whoever_is_signed_in_sees_a_picture(student: Visitor, digest: str) -> None:
    answer = student.client.get(f"/images/{digest}")
    assert answer.status_code == 200
    assert answer.mimetype == "image/png"
    assert Pillow.open(BytesIO(answer.data)).size == (4, 3)
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_picture_is_sent_once(student: Visitor, digest: str) -> None:
    again = student.client.get(f"/images/{digest}", headers={"If-None-Match": f'"{digest}"'})
    assert again.status_code == 304
    assert not again.data


def test_strangers_see_none(visitor: Visitor, digest: str) -> None:
    assert visitor.client.get(f"/images/{digest}").status_code == 303


@pytest.mark.parametrize("name", ["0" * 64, "x", "a" * 5_000, "%00", "é"])
def test_what_is_not_there_is_not_found(student: Visitor, name: str) -> None:
    assert student.opens(f"/images/{name}").status == 404
