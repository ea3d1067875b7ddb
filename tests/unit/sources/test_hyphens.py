"""Words over line ends: joined, or their own hyphen kept."""

from collections import Counter

import pytest

from sources.hyphens import Words, join_all, join_lines, words_of

TYPESET = Words(Counter())
WORD_PROCESSOR = Words(Counter(), cut_at_line_ends=False)


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("het innovatie-", "beleid van", "het innovatiebeleid van"),
        ("de sleuteltech-", "nologieën zijn", "de sleuteltechnologieën zijn"),
        ("Uitge-", "roepen tot", "Uitgeroepen tot"),
        ("de R&D-", "investeringen", "de R&D-investeringen"),
        ("kennis-", "en innovatieagenda", "kennis- en innovatieagenda"),
        ("topsectoren-", "en innovatiebeleid", "topsectoren- en innovatiebeleid"),
        ("start-", "of scale-ups", "start- of scale-ups"),
        ("een EU-", "verband", "een EU-verband"),
        ("de NTS-", "sleuteltechnologieën", "de NTS-sleuteltechnologieën"),
        ("mbk-", "bedrijven", "mbk-bedrijven"),
        ("Zeeuws-", "Vlaanderen", "Zeeuws-Vlaanderen"),
        ("niet-", "concurrerende", "niet-concurrerende"),
        ("innovatie-", "ecosystemen", "innovatie-ecosystemen"),
        ("bio-", "informatica", "bio-informatica"),
        ("36600-XIII-", "22", "36600-XIII-22"),
        (
            "tot - en beschikbaarheid van -",
            "(internationale)",
            "tot - en beschikbaarheid van - (internationale)",
        ),
        ("zonder", "streepje", "zonder streepje"),
        ("", "begin", "begin"),
        ("eind", "", "eind"),
    ],
)
def test_two_lines_as_one(left: str, right: str, joined: str) -> None:
    assert join_lines(left, right, TYPESET) == joined


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("https://www.rijksoverheid.nl/", "documenten/2019", "https://www.rijksoverheid.nl/documenten/2019"),
        (
            "Zie https://op.europa.eu/detail/-",
            "/publication/0d",
            "Zie https://op.europa.eu/detail/-/publication/0d",
        ),
        ("https://a.nl/niet-multinationals-", "2010-2016", "https://a.nl/niet-multinationals-2010-2016"),
        (
            "(www.volkskrant.nl/nog-veel-",
            "juridische-hobbels",
            "(www.volkskrant.nl/nog-veel-juridische-hobbels",
        ),
        ("https://www.movisie.nl/Regenboog", "%202022.pdf", "https://www.movisie.nl/Regenboog%202022.pdf"),
        ("zie www.rijksoverheid.nl/venj/", "Ons kenmerk", "zie www.rijksoverheid.nl/venj/ Ons kenmerk"),
        ("https://www.cbs.nl", "- een streep", "https://www.cbs.nl - een streep"),
        ("https://www.cbs.nl", "is de site", "https://www.cbs.nl is de site"),
    ],
)
def test_web_addresses_keep_their_hyphens(left: str, right: str, joined: str) -> None:
    assert join_lines(left, right, TYPESET) == joined


@pytest.mark.parametrize(
    ("seen", "joined"),
    [
        ({"defensie-industrie": 2}, "defensie-industrie"),
        ({"defensieindustrie": 2, "defensie-industrie": 1}, "defensieindustrie"),
        ({}, "defensie-industrie"),  # the vowels would clash
    ],
)
def test_the_letters_own_words_decide(seen: dict[str, int], joined: str) -> None:
    assert join_lines("defensie-", "industrie", Words(Counter(seen))) == joined


def test_vowels_that_would_clash() -> None:
    assert join_lines("ge-", "installeerd", TYPESET) == "geïnstalleerd"
    assert join_lines("be-", "invloeden", TYPESET) == "beïnvloeden"
    assert join_lines("co-", "ordinatie", Words(Counter({"coördinatie": 1}))) == "coördinatie"


def test_a_word_processors_hyphen_is_the_writers() -> None:
    assert join_lines("een biotech-", "sandbox", WORD_PROCESSOR) == "een biotech-sandbox"
    known = Words(Counter({"biotechnologie": 1}), cut_at_line_ends=False)
    assert join_lines("Biotechno-", "logie", known) == "Biotechnologie"


def test_whether_lines_cut_words_is_seen_from_the_letter() -> None:
    whole = ["Een gewone regel van de brief"] * 100
    assert not words_of([*whole, "met een eigen biotech-"]).cut_at_line_ends
    assert words_of([*whole, "met woorden die af-", "gebroken zijn, zo-", "als hier ge-"]).cut_at_line_ends
    assert not words_of([]).cut_at_line_ends
    assert not words_of(["van 2018 -", "2019-"] * 20).cut_at_line_ends


def test_words_are_counted_whole() -> None:
    counts = words_of(["Het beleid, het", "R&D-beleid en de mkb’er af-"]).counts
    assert (counts["het"], counts["beleid"], counts["d-beleid"], counts["mkb’er"]) == (2, 1, 1, 1)


def test_a_word_over_three_lines() -> None:
    assert join_all(["de ver-", "antwoor-", "ding van"], TYPESET) == "de verantwoording van"


def test_a_narrow_cell_cuts_without_a_hyphen() -> None:
    known = Words(Counter({"gerelateerde": 1, "toepassingen": 1, "en": 9, "aan": 9, "toepassing": 1}))
    cell = ["Aan de", "DSII", "gerelateer", "de", "toepassing", "en"]
    assert join_all(cell, known, narrow=True) == "Aan de DSII gerelateerde toepassingen"
    assert join_all(["de", "aanpak"], known, narrow=True) == "de aanpak"
