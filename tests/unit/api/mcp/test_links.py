"""URIs of letters and pages."""

import pytest

from api.mcp.links import letter_uri, page_uri, parse_uri

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
