"""How words and lines are set, read from PDFs that are made here."""

import pytest

from sources.pdf import read_pdf
from tests.pdf_layouts import Face, Part, block, found, marked, pages, wanted
from tests.pdf_layouts_typography import (
    ALONG,
    ALONG_LINES,
    BOLD,
    DEJAVU,
    FIRST,
    HANGING,
    NOTA,
    NOTA_HEAD,
    NOTA_TITLE,
    PARTS,
    SECOND,
    SET_IN,
    UNDERLINED,
    UNICODE_NOTES,
    along,
    beslisnota,
    in_truetype,
    operators,
    page,
    printed_twice,
    shifted,
    unicode_marks,
    watermarked,
)

TRUETYPE = pytest.mark.skipif(not DEJAVU.is_dir(), reason="the DejaVu fonts are not installed")
TEXT = wanted(PARTS)


@pytest.mark.parametrize(("angle", "x"), [(90, 40), (270, 560)])
def test_a_short_text_along_the_side_is_furniture(angle: int, x: float) -> None:
    assert found(pages(along([ALONG], angle, x))[0]) == TEXT


@pytest.mark.parametrize(("angle", "x"), [(90, 40), (270, 560)])
def test_a_short_text_along_the_side_is_among_the_lines_of_the_letterhead(angle: int, x: float) -> None:
    lines = read_pdf(bytes(along([ALONG], angle, x).output()), "brief.pdf").letterhead.lines
    assert (1, ALONG) in lines


@pytest.mark.parametrize(("angle", "x"), [(90, 40), (270, 560)])
def test_a_long_text_along_the_side_is_read(angle: int, x: float) -> None:
    text = " ".join(ALONG_LINES)
    assert found(pages(along(ALONG_LINES, angle, x))[0]) == [*TEXT, ("paragraph", text)]


@pytest.mark.parametrize("first", [True, False])
def test_a_watermark_stands_in_no_text(first: bool) -> None:
    assert found(pages(watermarked(first=first))[0]) == TEXT


@pytest.mark.parametrize("first", [True, False])
def test_a_watermark_is_among_the_lines_of_the_letterhead(first: bool) -> None:
    lines = read_pdf(bytes(watermarked(first=first).output()), "brief.pdf").letterhead.lines
    assert (1, "CONCEPT") in lines


@pytest.mark.parametrize("words", [True, False])
@pytest.mark.parametrize("by", [0.0, 0.3, 0.6])
def test_text_that_is_printed_twice_is_read_once(by: float, words: bool) -> None:
    texts = [text for _, text in found(pages(printed_twice(by, words=words))[0])]
    assert texts == [FIRST.read, "Tarieven en wachttijden", SECOND.read]


@pytest.mark.parametrize("words", [True, False])
def test_text_that_is_printed_twice_is_bold(words: bool) -> None:
    (one,) = pages(printed_twice(0.3, words=words))
    assert found(one)[1] == ("heading", "Tarieven en wachttijden")


@pytest.mark.parametrize("width", [372.0, 200.0, 130.0])
def test_justified_text_with_wide_gaps(width: float) -> None:
    (one,) = pages(page(width=width, face=Face(justified=True)))
    assert found(one) == TEXT


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        pytest.param(["3 Tc", "(KAMERBRIEF) Tj"], "KAMERBRIEF", id="Tc"),
        pytest.param(["8 Tc", "(KAMERBRIEF) Tj"], "KAMERBRIEF", id="wide Tc"),
        pytest.param(["2 Tc", "(NOTA VAN WIJZIGING) Tj"], "NOTA VAN WIJZIGING", id="Tc over words"),
        pytest.param(
            ["[(K) -300 (A) -300 (M) -300 (E) -300 (R) -300 (B) -300 (R) -300 (I) -300 (E) -300 (F)] TJ"],
            "KAMERBRIEF",
            id="TJ",
        ),
        pytest.param(["(K A M E R B R I E F) Tj"], "KAMERBRIEF", id="spaces"),
        pytest.param(["0.6 Tc", "(Voortgang versterking) Tj"], "Voortgang versterking", id="slightly"),
    ],
)
def test_letterspaced_headings_are_words(shown: list[str], text: str) -> None:
    assert found(pages(operators(*shown, style="B"))[0]) == [("heading", text), *TEXT]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        pytest.param(
            ["[(W) 80 (ac) 20 (h) -15 (ttijden) 18 ( en) -12 ( T) 120 (arieven)] TJ"],
            "Wachttijden en Tarieven",
            id="kerned",
        ),
        pytest.param(["[(Wachttijden) -278 (en) -278 (Tarieven)] TJ"], "Wachttijden en Tarieven", id="gaps"),
        pytest.param(["[(Wachttijden) -200 (en) -200 (Tarieven)] TJ"], "Wachttijden en Tarieven", id="narrow gaps"),
        pytest.param(["-0.25 Tc", "(Wachttijden en Tarieven) Tj"], "Wachttijden en Tarieven", id="tight Tc"),
        pytest.param(
            [" ".join(f"({letter}) Tj" for letter in "Wachttijden en Tarieven")],
            "Wachttijden en Tarieven",
            id="by letter",
        ),
        pytest.param(["[(1) -50 (2) -50 (.) -50 (5) -50 (0) -50 (0 jongeren)] TJ"], "12.500 jongeren", id="figures"),
    ],
)  # fmt: skip
def test_kerning_parts_no_words(shown: list[str], text: str) -> None:
    assert found(pages(operators(*shown, style="B"))[0]) == [("heading", text), *TEXT]


SMALL, UP, DOWN = 5.6, 3.2, -1.8


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (
            [("Het gebouw telt 1.200 m", 9, 0), ("2", SMALL, UP), (" aan kantoren.", 9, 0)],
            "Het gebouw telt 1.200 m2 aan kantoren.",
        ),
        (
            [("De uitstoot van CO", 9, 0), ("2", SMALL, DOWN), (" daalt met 5 procent.", 9, 0)],
            "De uitstoot van CO2 daalt met 5 procent.",
        ),
        (
            [("De uitstoot van NO", 9, 0), ("x", SMALL, DOWN), (" daalt ook.", 9, 0)],
            "De uitstoot van NOx daalt ook.",
        ),
        (
            [("In het 1", 9, 0), ("e", SMALL, UP), (" kwartaal.", 9, 0)],
            "In het 1e kwartaal.",
        ),
        (
            [("In de 2", 9, 0), ("de", SMALL, UP), (" helft van de 19", 9, 0), ("e", SMALL, UP), (" eeuw.", 9, 0)],
            "In de 2de helft van de 19e eeuw.",
        ),
        (
            [("Een inhoud van 40 m", 9, 0), ("3", SMALL, UP), (" gas (10", 9, 0), ("6", SMALL, UP), (" liter).", 9, 0)],
            "Een inhoud van 40 m3 gas (106 liter).",
        ),
    ],
    ids=["m2", "CO2", "NOx", "1e", "2de", "m3"],
)  # fmt: skip
def test_what_is_raised_or_lowered_stays_with_its_word(
    shown: list[tuple[str, float, float]], text: str
) -> None:
    (one,) = pages(shifted(*shown))
    assert found(one) == [("paragraph", FIRST.read), ("paragraph", text)]
    assert marked(one) == []


@pytest.mark.parametrize("raised", [True, False])
def test_unicode_superscripts_are_footnote_marks(raised: bool) -> None:
    (one,) = pages(unicode_marks(raised=raised))
    assert marked(one) == [("1", "jeugdreclassering."), ("2", "procent")]
    assert found(one) == [*TEXT, *wanted(UNICODE_NOTES)]
    assert [b.label for b in one.blocks if b.label] == ["1", "2"]


@TRUETYPE
@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(
            ["De ﬁnanciële eﬃciëntie van de ﬂexibele inzet is stoﬀelijk nog niet te zien."],
            "De financiële efficiëntie van de flexibele inzet is stoffelijk nog niet te zien.",
            id="ligatures",
        ),
        pytest.param(
            [
                "De minister heeft toegezegd uw Kamer te informeren over de jeugd\u00ad",
                "reclassering en over de tarieven die daarvoor gelden.",
            ],
            "De minister heeft toegezegd uw Kamer te informeren over de jeugdreclassering en over de tarieven die "
            "daarvoor gelden.",
            id="soft hyphen at a line end",
        ),
        pytest.param(
            ["De jeugd\u00adreclas\u00adsering valt onder de gemeen\u00adten."],
            "De jeugdreclassering valt onder de gemeenten.",
            id="soft hyphens inside a line",
        ),
        pytest.param(
            ["Stuur een e\u2011mail vóór 21\u00a0maart 2024 over het Rijk\u2011gemeenteoverleg."],
            "Stuur een e-mail vóór 21 maart 2024 over het Rijk-gemeenteoverleg.",
            id="non-breaking",
        ),
        pytest.param(
            ["Het tarief is €\u202f9.860 per traject\u2009/\u2009jaar."],
            "Het tarief is € 9.860 per traject / jaar.",
            id="narrow spaces",
        ),
        pytest.param(["De uitstoot van CO₂ en H₂O daalt."], "De uitstoot van CO₂ en H₂O daalt.", id="subscripts"),
        pytest.param(["De coo\u0308rdinatie van ideee\u0308n."], "De coördinatie van ideeën.", id="accents apart"),
    ],
)  # fmt: skip
def test_special_characters(lines: list[str], text: str) -> None:
    assert found(pages(in_truetype(lines))[0]) == [("paragraph", text)]


def test_underlined_headings() -> None:
    (one,) = pages(page(UNDERLINED))
    assert found(one) == [
        ("paragraph", FIRST.read),
        ("heading", "Wachttijden en tarieven"),
        ("paragraph", SECOND.read),
    ]
    assert block(one, "Eind 2022").section == ("Wachttijden en tarieven",)


@pytest.mark.parametrize("parts", [BOLD, SET_IN, HANGING], ids=["bold", "set in", "hanging"])
def test_paragraphs(parts: tuple[Part, ...]) -> None:
    assert found(pages(page(parts))[0]) == wanted(parts)


@pytest.mark.parametrize("ruled", [True, (False)])
def test_the_head_of_a_beslisnota(ruled: bool) -> None:
    (one,) = pages(beslisnota(ruled=ruled))
    texts = [text.replace("\t", " ") for _, text in found(one)]
    begin = texts.index("TER ONDERTEKENING") + 1
    assert texts[begin : -len(NOTA)] == [*(" ".join(pair) for pair in NOTA_HEAD), NOTA_TITLE]


def test_the_name_of_the_ministry_is_furniture() -> None:
    assert found(pages(beslisnota(ruled=True))[0])[0][1] == "TER ONDERTEKENING"


@pytest.mark.parametrize("ruled", [True, False])
def test_the_text_of_a_beslisnota(ruled: bool) -> None:
    assert found(pages(beslisnota(ruled=ruled))[0])[-len(NOTA) :] == wanted(NOTA)


@pytest.mark.parametrize("ruled", [True, False])
def test_the_column_of_a_beslisnota(ruled: bool) -> None:
    letterhead = read_pdf(bytes(beslisnota(ruled=ruled).output()), "brief.pdf").letterhead
    assert letterhead.kenmerken == ("4827193",)
    assert letterhead.dates == ("14 maart 2024",)
