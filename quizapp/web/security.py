"""Headers that every answer carries, and addresses that may be redirected to."""

from urllib.parse import urlsplit

from flask import Flask, Response, request

#: Everything comes from this host. Nothing inline: neither scripts nor styles.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # The check of forms sent over HTTPS needs the referrer within the site.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def init_security(app: Flask) -> None:
    """Put the headers on every answer of `app`."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["SESSION_COOKIE_SECURE"]:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if request.endpoint != "static":
            # A page shows who is signed in: no cache on the way may keep it, and the browser asks
            # again before it shows it.
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def safe_path(target: str | None, default: str) -> str:
    r"""Return `target` if it is a path on this site, else `default`.

    Browsers read a backslash as a slash and skip control characters, so that `/\evil.example` and
    `//evil.example` lead to another host: only a plain path with its query is taken.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return default
    if any(character <= " " or character in "\\\x7f" for character in target):
        return default
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc else default
