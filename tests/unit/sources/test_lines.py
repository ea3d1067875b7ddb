"""Characters and lines, as a reader found them."""

import pytest

from sources.lines import Line, tidy, to_lines


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("\uf0b7 ﬁnanciële\u00a0steun\u00ad", "• financiële steun"),
        ("\uf0a7 tweede", "• tweede"),
        ("10\u202f000\u2009euro", "10 000 euro"),
        ("R\u2011D", "R-D"),
        ("oﬀerte en aﬄuent", "offerte en affluent"),
        ("Ĳsland en bĳlage", "IJsland en bijlage"),
        ("cafe\u0301", "café"),
        ("e\u200b\u0301\u00adn", "én"),
        ("  \t twee   woorden \u3000 ", "twee woorden"),
        ("nul\x00byte en \x1bteken", "nulbyte en teken"),
        ("half \ud800 teken", "half teken"),
        ("eigen \ue000teken\uf8ff", "eigen teken"),
        ("\ufeffbegin", "begin"),
        ("Kostic´ en Kovac´evic´", "Kostić en Kovaćević"),
        ("foto´s en logo´s", "foto´s en logo´s"),
        ("over twee\n  regels\r\nof\u2028meer\n", "over twee regels of meer"),
        ("", ""),
    ],
)
def test_tidy(raw: str, clean: str) -> None:
    assert tidy(raw) == clean


def test_lines_know_the_blank_lines_before_them() -> None:
    assert to_lines("een\n\n  \ntwee\ndrie") == (Line("een", 0), Line("twee", 2), Line("drie", 0))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_end(end: str) -> None:
    assert to_lines(f"een{end}twee") == (Line("een", 0), Line("twee", 0))


def test_a_page_without_text_has_no_lines() -> None:
    assert to_lines(" \n\u200b\n\t") == ()
