"""URIs of letters and pages, and whole addresses."""

import pytest
from pydantic import BaseModel

from api.mcp.links import letter_uri, page_uri, parse_uri, with_addresses

NAMES = ["visie & toekomst", "Brief", "a/b", "50%", "dé-brief", "x?y#z", "..", "a b/pages/3"]


@pytest.mark.parametrize("letter_id", NAMES)
def test_a_uri_leads_back_to_its_letter_and_page(letter_id):
    assert parse_uri(letter_uri(letter_id)) == (letter_id, None)
    assert parse_uri(page_uri(letter_id, 12)) == (letter_id, 12)


def test_how_they_look():
    assert letter_uri("visie & toekomst") == "briefwijzer://letters/visie%20%26%20toekomst"
    assert page_uri("Brief", 4) == "briefwijzer://letters/Brief/pages/4"


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "file:///etc/passwd",
        "briefwijzer://letters/",
        "briefwijzer://letters/a/b",
        "briefwijzer://letters/a/pages/",
        "briefwijzer://letters/a/pages/-1",
        "briefwijzer://letters/a/pages/" + "9" * 5000,
        "briefwijzer://letters/a/pages/\u0664",
        "briefwijzer://letters/a?page=1",
    ],
)
def test_other_uris_name_nothing(uri):
    assert parse_uri(uri) is None


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
