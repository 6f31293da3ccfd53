"""A visitor who reads pages and fills their forms as a browser would."""

from typing import Self

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

PASSWORD = "a long walk by the river"

FILES = {"application/pdf", "application/zip", "application/octet-stream"}
HOST = "http://localhost"
TOKEN = "//meta[@name='csrf-token']"


class Page:
    """An answer, read as a page."""

    def __init__(self, response: TestResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.location = response.headers.get("Location")
        self.path = response.request.path
        is_file = response.mimetype.startswith("image/") or response.mimetype in FILES
        self.source = "" if is_file else response.get_data(as_text=True)
        self.tree = html.fromstring(self.source if "<" in self.source else "<html></html>")
        response.close()

    def all(self, path: str) -> list[html.HtmlElement]:
        return list(self.tree.xpath(path))

    def one(self, path: str) -> html.HtmlElement:
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} × {path} in {self.path}"
        return found[0]

    def text(self, path: str = "//main") -> str:
        return " ".join(" ".join(element.text_content() for element in self.all(path)).split())

    def title(self) -> str:
        return self.text("//head/title")

    def form(self, action: str | None = None) -> html.FormElement:
        """The form that goes to `action`; without it, the one of the page's own content."""
        forms = self.tree.xpath("//form") if action else self.tree.xpath("//main//form")
        found = [form for form in forms if action is None or form.action == action]
        assert len(found) == 1, f"{len(found)} forms to {action} in {self.path}"
        return found[0]


class Visitor:
    """One browser: its cookies, and the page it shows."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Page | None = None

    def opens(self, path: str, *, follow: bool = True, **headers: str) -> Page:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.get(path, follow_redirects=follow, headers=names)
        self.page = Page(answer)
        return self.page

    def sends(
        self,
        action: str | None = None,
        *,
        press: tuple[str, str] | None = None,
        to: str | None = None,
        follow: bool = True,
        **fields: object,
    ) -> Page:
        """Fill a form of the page that is shown and send it.

        Every field must be in the form; hidden ones and those not named keep what they hold.
        `press` is the name and value of the button, `to` the address of one that has its own.
        """
        assert self.page is not None, "no page is open"
        form = self.page.form(action)
        for name, value in fields.items():
            assert name in form.fields, f"no field {name} in the form; it has {[*form.fields]}"
            form.fields[name] = value
        values: dict[str, list[str]] = {}
        areas = {area.get("name") for area in form.xpath(".//textarea")}
        for name, value in [*form.form_values(), *([press] if press else [])]:
            # HTML drops a line break right after <textarea>; lxml keeps it.
            typed = value.removeprefix("\n") if name in areas else value
            values.setdefault(name, []).append(typed)
        target = form.action or self.page.path
        if to is not None:
            own = self.page.tree.xpath("//button[@form=$id]/@formaction", id=form.get("id", "-"))
            buttons = [*form.xpath(".//button/@formaction"), *own]
            found = [*{address for address in buttons if address.partition("?")[0] == to}]
            assert len(found) == 1, f"{len(found)} buttons to {to}; there are {buttons}"
            target = found[0]
        if form.method == "GET":
            answer = self.client.get(target, query_string=values, follow_redirects=follow)
        else:
            answer = self.client.post(
                target, data=values, follow_redirects=follow, headers={"Origin": HOST}
            )
        self.page = Page(answer)
        return self.page

    def posts(self, path: str, data: dict[str, str] | None = None, *, method: str = "POST") -> Page:
        """Send something to an address directly, with a token taken from the page that is shown."""
        if self.page is None or not self.page.all(TOKEN):
            self.opens("/")
        token = self.page.one(TOKEN).get("content")
        answer = self.client.open(
            path,
            method=method,
            data=data or {},
            headers={"X-CSRFToken": token, "Origin": HOST},
        )
        # What was shown stays: the next direct request may need its token.
        return Page(answer)

    def signs_in(self, login: str, password: str = PASSWORD) -> Self:
        self.opens("/sign-in")
        page = self.sends("/sign-in", login=login, password=password)
        assert page.status == 200, page.text()
        return self

    def has_session_of(self, number: int, epoch: int = 0) -> Self:
        """Hold the session that signing in gave earlier."""
        with self.client.session_transaction() as session:
            session["_user_id"] = f"{number}.{epoch}"
            session["_fresh"] = True
            session.permanent = True
        return self
