"""Whole addresses in answers."""

from pydantic import BaseModel
from starlette.requests import Request

from api.addresses import server_address, with_addresses


class Inner(BaseModel):
    url: str


class Outer(BaseModel):
    items: list[Inner]
    one: Inner
    text: str


def test_only_addresses_are_made_whole():
    outer = Outer(items=[Inner(url="/a"), Inner(url="/b?x=1")], one=Inner(url="/c"), text="/d")
    whole = with_addresses(outer, "https://x.nl")
    assert [each.url for each in whole.items] == ["https://x.nl/a", "https://x.nl/b?x=1"]
    assert (whole.one.url, whole.text) == ("https://x.nl/c", "/d")
    assert with_addresses(outer, None) == outer


def request_to(host):
    scope = {"type": "http", "scheme": "http", "path": "/v1/ask", "query_string": b""}
    return Request({**scope, "server": ("10.0.0.7", 8000), "headers": [(b"host", host)]})


def test_the_server_is_what_the_setting_says_or_the_request():
    request = request_to(b"brieven.nl:8000")
    assert server_address(request, None) == "http://brieven.nl:8000"
    assert server_address(request, "https://x.nl/wijzer/") == "https://x.nl/wijzer"
    assert server_address(request_to(b"[::1]:8000"), None) == "http://[::1]:8000"


def test_a_host_that_is_none_is_not_believed():
    for host in (b"x) [klik](http://kwaad.nl", b"[", b"x.nl/<b>", b""):
        assert server_address(request_to(host), None) == "http://10.0.0.7:8000"
