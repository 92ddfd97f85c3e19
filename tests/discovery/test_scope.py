"""The wall around a crawl."""

import pytest

from wmcscraper.discovery.scope import Scope, is_private_address


@pytest.mark.parametrize(
    ("start", "url", "allowed"),
    [
        ("http://mine.example/", "http://mine.example/a", True),
        ("http://mine.example/", "https://mine.example/a", True),
        ("http://mine.example/", "https://www.mine.example:443/a", True),
        ("https://www.mine.example/", "http://mine.example:80/", True),
        ("http://mine.example/", "HTTP://MINE.EXAMPLE./a", True),
        ("http://mine.example/", "http://mine.example:8080/", False),
        ("http://mine.example:8080/", "http://mine.example/", False),
        ("http://mine.example:8080/", "http://www.mine.example:8080/", True),
        ("http://mine.example/", "http://news.mine.example/", False),
        ("http://mine.example/", "http://mine.example.evil.example/", False),
        ("http://mine.example/", "http://notmine.example/", False),
        ("http://mine.example/", "ftp://mine.example/", False),
        ("http://mine.example/", "file:///etc/passwd", False),
        ("http://mine.example/", "javascript:alert(1)", False),
        ("http://mine.example/", "//mine.example/a", False),
        ("http://mine.example/", "/a", False),
        ("http://mine.example/", "http://mine.example@evil.example/", False),
        ("http://mine.example/", "http://user:secret@mine.example/", False),
        ("http://mine.example/", "http://evil.example\\@mine.example/", False),
        ("http://mine.example/", "http://mine.example\\.evil.example/", False),
        ("http://mine.example/", "http://mine%2eexample/", False),
        ("http://mine.example/", "http://mine.example:99999/", False),
        ("http://mine.example/", "http://mine.example:0/", False),
        ("http://mine.example/", "http://mine.example:x/", False),
        ("http://mine.example/", "http://[::1/", False),
        ("http://mine.example/", "http://127.0.0.1/", False),
        ("http://mine.example/", "", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8000/a", True),
        ("http://127.0.0.1:8000/", "http://2130706433:8000/a", True),
        ("http://127.0.0.1:8000/", "http://127.0.0.2:8000/a", False),
        ("http://127.0.0.1:8000/", "http://localhost:8000/a", False),
        ("http://127.0.0.1:8000/", "http://127.0.0.1:8001/a", False),
        ("http://[::1]:8000/", "http://[0:0::1]:8000/a", True),
        ("http://kraków.example/", "http://xn--krakw-3ta.example/a", True),
    ],
)
def test_allows(start: str, url: str, allowed: bool) -> None:
    assert Scope(start).allows(url) is allowed


@pytest.mark.parametrize(
    "start", ["", "mine.example", "ftp://mine.example/", "http:///a", "http://a:b/"]
)
def test_unusable_start(start: str) -> None:
    with pytest.raises(ValueError, match="not an http"):
        Scope(start)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0",
        "100.64.0.1", "224.0.0.1", "255.255.255.255", "2130706433", "0x7f.1", "0177.0.0.1", "127.1",
        "::1", "[::1]", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:10.0.0.1", "::ffff:7f00:1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "::127.0.0.1", "127.0.0.1.",
    ],
)  # fmt: skip
def test_private_addresses(host: str) -> None:
    assert is_private_address(host)


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "64:ff9b::808:808", "::ffff:8.8.8.8", "134744072",
     "mine.example", "10.mine.example", "", "1.2.3.4.5", "999999999999", "08.8.8.8"],
)  # fmt: skip
def test_public_addresses_and_names(host: str) -> None:
    assert not is_private_address(host)


def test_a_name_may_not_lead_inside() -> None:
    scope = Scope("http://mine.example/")
    assert scope.allows_address("8.8.8.8")
    assert not scope.allows_address("127.0.0.1")
    assert not scope.allows_address("no address")
    assert Scope("http://10.0.0.7/").allows_address("10.0.0.7")
    assert not Scope("http://10.0.0.7/").allows_address("10.0.0.8")
    assert Scope("http://localhost:8000/").allows_address("::1")
    assert not Scope("http://localhost:8000/").allows_address("10.0.0.8")


def test_site() -> None:
    assert Scope("http://www.mine.example:8000/x").site == "mine.example:8000"
