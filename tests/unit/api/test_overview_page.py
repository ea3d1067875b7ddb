import pytest

from api.overview_page import PER_PAGE, make_overview
from sources.types import Letter
from tests.unit.api.fakes import HOSTILE, LETTERS, VISION


@pytest.mark.parametrize(
    ("search", "kind", "found"),
    [
        ("", "", [HOSTILE, VISION]),
        ("toekomst VISIE", "", [VISION]),
        ("kst-29826-124", "", [VISION]),
        ("29 826, nr. 124", "", [VISION]),
        ("101636279", "", [HOSTILE]),
        ("keijzer", "", [VISION]),
        ("", "beslisnota", [HOSTILE]),
        ("toekomst", "beslisnota", []),
    ],
)
def test_what_fits_newest_first(search, kind, found):
    overview = make_overview(LETTERS.values(), search, kind, 1)
    assert list(overview.letters) == found
    assert overview.found == len(found)


def test_many_letters_come_in_parts():
    letters = [Letter(f"b{i}", f"Brief {i:03}", "brief", (), "b.txt", "") for i in range(PER_PAGE + 1)]
    first = make_overview(letters, "brief", "", 0)
    assert (len(first.letters), first.number, first.parts) == (PER_PAGE, 1, 2)
    last = make_overview(letters, "brief", "", 99)
    assert [each.title for each in last.letters] == [f"Brief {PER_PAGE:03}"]
    assert (first.url(2), last.url(1)) == ("/letters?zoek=brief&deel=2", "/letters?zoek=brief")
