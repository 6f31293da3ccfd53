"""Downloading from a site that means no good, over real connections."""

import gzip
import socket
import time
from dataclasses import replace

import pytest
from site_on_loopback import QUICK, Answer, Site, downloader, moved, page

from quizapp.errors import InvalidInputError
from quizapp.fetching.client import Downloader, look_up

BODY = "<p>The bridge opened on 4 May – at last.</p>".encode()


def refused(client: Downloader, url: str) -> str:
    with pytest.raises(InvalidInputError) as told:
        client.get(url)
    assert told.value.field == "url"
    return str(told.value)


def test_a_page_is_downloaded_as_it_is(site: Site) -> None:
    site.answers["/a?b=1"] = page(BODY)

    found = downloader(site).get(site.url("/a?b=1#part"))

    assert (found.data, found.media_type, found.charset) == (BODY, "text/html", "utf-8")
    assert found.url == site.url("/a?b=1")
    (asked,) = site.asked
    assert f"Host: news.example:{site.port}\r\n".encode() in asked
    assert b"cookie" not in asked.lower()
    assert b"authorization" not in asked.lower()


def test_a_packed_page_is_unpacked(site: Site) -> None:
    site.answers["/"] = page(gzip.compress(BODY), Content_Encoding="gzip")
    assert downloader(site).get(site.url("/")).data == BODY


def test_redirects_are_followed_and_end_somewhere(site: Site) -> None:
    site.answers |= {"/a": moved("b"), "/b": moved(site.url("/c", "other.example"))}
    site.answers |= {"/c": page(BODY), "/round": moved("/round")}

    assert downloader(site).get(site.url("/a")).url == site.url("/c", "other.example")
    assert b"other.example" in site.asked[-1]
    assert "more than 3 times" in refused(downloader(site), site.url("/round"))


@pytest.mark.parametrize(
    "to",
    [
        "http://inside.example:{port}/secret",
        "http://169.254.169.254:{port}/latest/meta-data/",
        "http://[::1]:{port}/",
        "http://user:secret@news.example:{port}/",
        "http://news.example:22/",
        "file:///etc/passwd",
        "gopher://news.example:{port}/",
    ],
)
def test_each_redirect_is_checked_like_the_first_address(to: str, site: Site) -> None:
    site.answers["/a"] = moved(to.format(port=site.port))
    known = {"inside.example": "10.0.0.1", "news.example": "127.0.0.1"}
    client = Downloader(
        resolve=lambda host, _port: [known.get(host, host)],
        may_reach="127.0.0.1".__eq__,
        ports={site.port},
        limits=QUICK,
    )

    refused(client, site.url("/a"))

    assert len(site.asked) == 1


def test_what_is_connected_to_is_what_was_checked(site: Site) -> None:
    """A name that changes its address between check and connection gains nothing."""
    site.answers["/"] = page(BODY)
    looked_up: list[str] = []

    def once(host: str, _port: int) -> list[str]:
        looked_up.append(host)
        return ["127.0.0.1"] if len(looked_up) == 1 else ["10.0.0.1"]

    client = Downloader(resolve=once, may_reach="127.0.0.1".__eq__, ports={site.port}, limits=QUICK)

    assert client.get(site.url("/")).data == BODY
    assert looked_up == ["news.example"]


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site) -> None:
    client = Downloader(
        resolve=lambda _host, _port: ["127.0.0.1", "10.0.0.1"],
        may_reach="127.0.0.1".__eq__,
        ports={site.port},
    )
    assert "public internet" in refused(client, site.url("/"))
    assert site.asked == []


def test_without_injection_this_machine_is_out_of_reach(site: Site) -> None:
    assert "port" in refused(Downloader(), site.url("/", "127.0.0.1"))
    assert "public internet" in refused(Downloader(ports={site.port}), site.url("/", "localhost"))
    assert "127.0.0.1" in look_up("localhost", site.port)
    assert site.asked == []


def test_a_name_that_nobody_has(site: Site) -> None:
    def fail(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    client = Downloader(resolve=fail, ports={site.port})
    assert "No site is called news.example" in refused(client, site.url("/"))


def _for_ever(piece: bytes, site: Site, pause: float = 0.0) -> Answer:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n")
        connection.sendall(b"" if piece.startswith(b"X-") else b"\r\n")
        while not site.over.wait(pause):
            connection.sendall(piece)

    return answer


def test_a_body_without_an_end_is_cut_off(site: Site) -> None:
    site.answers["/"] = _for_ever(b"x" * 4096, site)
    assert "larger than 20 kB" in refused(downloader(site), site.url("/"))


@pytest.mark.parametrize("piece", [b"x", b"X-More: 1\r\n"], ids=["body", "headers"])
def test_a_site_that_drips_is_left_at_the_total_time(piece: bytes, site: Site) -> None:
    site.answers["/"] = _for_ever(piece, site, 0.05)
    start = time.monotonic()

    text = refused(downloader(site, limits=replace(QUICK, total=0.5)), site.url("/"))

    assert "took too long" in text
    assert time.monotonic() - start < 5


def test_a_site_that_says_nothing_is_left_at_the_time_for_reading(site: Site) -> None:
    site.answers["/"] = lambda _connection: site.over.wait(20) and None
    limits = replace(QUICK, read=0.2, total=20)
    start = time.monotonic()
    assert "took too long" in refused(downloader(site, limits=limits), site.url("/"))
    assert time.monotonic() - start < 10


def test_a_bomb_is_unpacked_no_further_than_allowed(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    site.answers["/"] = page(bomb, Content_Encoding="gzip")
    assert "larger than" in refused(downloader(site), site.url("/"))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (page(b"PK", "application/zip"), "application/zip"),
        (page(BODY, "text/html", Content_Encoding="br"), "packs its pages"),
        (page(BODY, "text/html", Content_Encoding="gzip, gzip"), "packs its pages"),
        (page(BODY, "text/html", Content_Encoding="gzip"), "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nx", "broke off"),
        (b"this is no HTTP\r\n\r\n", "broke off"),
        (b"HTTP/1.1 404 No\r\n\r\n", "no page at this address (404)"),
        (b"HTTP/1.1 503 No\r\n\r\n", "error (503)"),
        (b"HTTP/1.1 302 Found\r\n\r\n", "error (302)"),
    ],
)
def test_an_answer_that_is_no_article_is_told(answer: bytes, words: str, site: Site) -> None:
    site.answers["/"] = answer
    assert words in refused(downloader(site), site.url("/"))


def test_nobody_listens() -> None:
    free = socket.create_server(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    client = Downloader(
        resolve=lambda _host, _port: ["127.0.0.1"], may_reach="127.0.0.1".__eq__, ports={port}
    )
    assert "cannot be reached" in refused(client, f"http://news.example:{port}/")


def test_tls_names_the_host_and_not_the_address(site: Site) -> None:
    url = site.url("/").replace("http:", "https:")
    assert "cannot show" in refused(downloader(site), url)
    (hello,) = site.asked
    assert b"news.example" in hello
