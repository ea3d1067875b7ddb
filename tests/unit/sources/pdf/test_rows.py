"""From fragments to pieces: words together, wide gaps apart, raised numbers as marks."""

import pytest

from sources.pdf.rows import pieces_of
from sources.pdf.sheet import Fragment, Rule, Sheet
from tests.unit.sources.pdf.setting import fragment, mark, words


def texts(*fragments: Fragment, rules: tuple[Rule, ...] = ()) -> list[str]:
    return [piece.text for piece in pieces_of(Sheet(595, 842, fragments, rules))]


def test_words_are_parted_by_a_shown_space_or_by_white_and_else_are_one() -> None:
    assert texts(*words("de brief aan", 100, 50)) == ["de brief aan"]
    assert texts(fragment("Gemeen", 100, 50), fragment("te", 130, 50)) == ["Gemeente"]
    assert texts(fragment("de", 100, 50), fragment("brief", 112.5, 50)) == ["de brief"]


def test_a_space_without_width_parts_nothing() -> None:
    assert texts(fragment("gespreks", 100, 50), fragment("partners", 140, 50, spaced=True)) == [
        "gesprekspartners"
    ]


def test_a_wide_gap_parts_pieces_and_a_bullet_stays_with_its_text() -> None:
    assert texts(*words("Ons kenmerk", 100, 50), fragment("2024-1", 300, 50)) == ["Ons kenmerk", "2024-1"]
    assert texts(fragment("•", 100, 50), *words("een punt", 118, 50)) == ["• een punt"]
    assert texts(fragment("1.", 100, 50), *words("een punt", 130, 50)) == ["1. een punt"]


def test_pieces_come_from_the_top_down() -> None:
    assert texts(fragment("onder", 100, 70), fragment("boven", 100, 50)) == ["boven", "onder"]


@pytest.mark.parametrize("second", ["september)", "september) en de rest van het jaar"])
def test_small_lines_beside_a_large_one_between_them_stay_apart(second: str) -> None:
    """A cell of a table in small type, beside a column of text: the baseline of one line there lies between its two."""
    cell = [*words("(tot en met", 312, 98, 6.5), *words(second, 312, 104.5, 6.5)]
    assert texts(*words("de andere kolom", 72, 101, 12), *cell) == ["de andere kolom", "(tot en met", second]


@pytest.mark.parametrize(
    ("before", "raised", "shown"),
    [
        ("beleid", "1", f"beleid{mark('1')}"),
        ("beleid", "1,2", f"beleid{mark('1')}{mark('2')}"),
        ("100m", "2", "100m2"),
        ("beleid", "e", "beleide"),
    ],
)
def test_a_small_raised_number_may_be_a_footnotes(before: str, raised: str, shown: str) -> None:
    host = fragment(before, 100, 50)
    assert texts(host, fragment(raised, host.x1, 46.5, 6)) == [shown]


def test_a_raised_number_belongs_to_the_text_beside_it_also_where_another_column_is_nearer_in_height() -> (
    None
):
    host = fragment("sector.", 100, 218.2)
    other = fragment("arbeidsbesparende", 312, 211.2)
    assert texts(host, other, fragment("6", host.x1, 214.9, 5.8)) == [
        "arbeidsbesparende",
        f"sector.{mark('6')}",
    ]


def test_a_number_of_the_same_size_or_below_the_line_is_no_mark() -> None:
    assert texts(fragment("CO", 100, 50), fragment("2", 110, 52, 6)) == ["CO2"]
    assert texts(fragment("2027", 100, 50), *words("25", 123, 50)) == ["2027 25"]


def test_unicode_raised_numbers_are_marks() -> None:
    assert texts(fragment("beleid", 100, 50), fragment("¹²", 130, 50)) == [f"beleid{mark('12')}"]


def test_text_printed_twice_to_be_bold_is_there_once() -> None:
    assert texts(fragment("Ministerie", 100, 50), fragment("Ministerie", 100.3, 50)) == ["Ministerie"]


def test_a_soft_hyphen_at_the_end_of_a_line_is_kept_for_the_joining() -> None:
    assert texts(fragment("verdien\u00ad", 100, 50)) == ["verdien\u00ad"]


def test_style_is_that_of_most_letters_and_a_line_right_below_underlines() -> None:
    sheet = Sheet(
        595,
        842,
        (
            *words("M.b.t.", 100, 50),
            *words("Model B financieel verslag", 140, 50, bold=True),
            fragment("Kop", 100, 80),
        ),
        (Rule(100, 81, 115, 81), Rule(100, 95, 400, 95)),
    )
    bold, underlined = pieces_of(sheet)
    assert (bold.text, bold.bold, bold.underlined) == ("M.b.t. Model B financieel verslag", True, False)
    assert (underlined.text, underlined.bold, underlined.underlined) == ("Kop", False, True)
