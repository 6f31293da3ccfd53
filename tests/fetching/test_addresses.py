"""Which addresses and URLs are let through."""

import pytest

from quizapp.errors import InvalidInputError
from quizapp.fetching.addresses import is_public
from quizapp.fetching.targets import target_of


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "0.1.2.3", "0", "10.1.2.3", "172.16.0.1", "192.168.1.1"),
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192"),
        *("224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1"),
        *("::ffff:8.8.8.8", "::ffff:127.0.0.1", "2002:7f00:1::", "2001:0:1::1", "fec0::1"),
        *("64:ff9b::a00:1", "64:ff9b::7f00:1", "64:ff9b:1::1", "2001:db8::1", "::8.8.8.8"),
        *("", "news.example", "1.2.3", "2606:4700::1111%eth0"),
    ],
)
def test_no_other_machine_than_a_public_one_is_reached(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "164.100.1.1", "2606:4700::1111", "64:ff9b::808:808"]
)
def test_public_machines_are_reached(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://pib.gov.in/Press.aspx?id=1#top", "https://pib.gov.in/Press.aspx?id=1"),
        ("  pib.gov.in/news ", "https://pib.gov.in/news"),
        ("HTTP://News.Example:80/a b", "http://news.example/a%20b"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[2606:4700::1111]/", "https://[2606:4700::1111]/"),
    ],
)
def test_addresses_are_understood_as_people_type_them(typed: str, url: str) -> None:
    assert target_of(typed).url == url


@pytest.mark.parametrize(
    "typed",
    [
        *("", "https://", "ftp://news.example/", "file:///etc/passwd", "javascript:alert(1)"),
        *("https://a:b@news.example/", "https://a@news.example/", "https://news.example:8080/"),
        *("https://news.example:99999/", "https://[::1/", "https://" + "a" * 3000),
    ],
)
def test_other_addresses_are_refused_at_their_field(typed: str) -> None:
    with pytest.raises(InvalidInputError) as told:
        target_of(typed)
    assert told.value.field == "url"
