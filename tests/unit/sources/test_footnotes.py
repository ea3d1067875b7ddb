"""Footnotes at the foot of a page, and their numbers in the text."""

import pytest

from sources.footnotes import MARK_CLOSE, MARK_OPEN, labels_in, mark_numbers, split_footnotes
from sources.lines import Line, to_lines


def split(
    text: str, last: int = 0, seen: frozenset[str] = frozenset()
) -> tuple[list[str], list[tuple[str, str]]]:
    body, notes = split_footnotes(to_lines(text), last, seen)
    return [line.text for line in body], [
        (note.label, " ".join(x.text for x in note.lines)) for note in notes
    ]


def marked(text: str, *labels: str) -> str:
    lines = mark_numbers(to_lines(text), labels)
    return "\n".join(line.text for line in lines).replace(MARK_OPEN, "⟨").replace(MARK_CLOSE, "⟩")


def test_footnotes_at_the_foot() -> None:
    page = "Ons verdienvermogen1 en fabrieken2.\n1 De capaciteit om\ngeld te verdienen.\n2) Ruimte, 29826-258"
    assert split(page) == (
        ["Ons verdienvermogen1 en fabrieken2."],
        [("1", "De capaciteit om geld te verdienen."), ("2", "Ruimte, 29826-258")],
    )


def test_the_count_goes_on_from_the_page_before() -> None:
    assert split("missies3.\n3 Een noot.", last=2) == (["missies3."], [("3", "Een noot.")])
    assert split("missies5.\n5 Na een verloren noot.", last=2)[1] == [("5", "Na een verloren noot.")]
    assert split("missies6.\n6 Te veel verloren.", last=2)[1] == []
    assert split("in de bijlage.1\n1 Opnieuw geteld.", last=7)[1] == [("1", "Opnieuw geteld.")]


@pytest.mark.parametrize(
    "page",
    [
        "Er zijn afspraken gemaakt in 2020.\n1 oktober 2020 is geconcludeerd dat.",
        "1 De eerste regel begint met een cijfer.\nDaarna komt verdienvermogen1.",
        "De tabel volgt.\n1 miljoen euro\n2 miljoen euro",
        "4.1 Overzicht\nMaatregel 7\n1 oktober 2025\nhoog\n4.2 Toelichting",
        "Met 3% groei.\n3 Een regel.",
    ],
)
def test_a_line_that_begins_with_a_number_is_no_footnote_without_its_mark(page: str) -> None:
    assert split(page, last=0 if "3 Een" not in page else 2)[1] == []


def test_the_longest_chain_is_taken_and_of_these_the_lowest() -> None:
    page = "groei1 en banen2.\n1 januari was het zover.\nNog tekst.\n1 Eerste noot.\n2 Tweede noot."
    assert split(page) == (
        ["groei1 en banen2.", "1 januari was het zover.", "Nog tekst."],
        [("1", "Eerste noot."), ("2", "Tweede noot.")],
    )


def test_a_footnote_whose_mark_is_lost_stays_between_its_neighbours() -> None:
    page = "groei1 en banen3.\n1 Eerste.\n2 Zonder merk.\n3 Derde."
    assert [label for label, _ in split(page)[1]] == ["1", "2", "3"]
    assert split("groei1.\n1 Eerste noot van\n2 gemeenten.")[1] == [("1", "Eerste noot van 2 gemeenten.")]


def test_a_mark_may_stand_before_the_letterhead_that_cut_the_page() -> None:
    assert split("39 Noot.", last=38)[1] == []
    assert split("39 Noot.", last=38, seen=labels_in("investeringen39 en"))[1] == [("39", "Noot.")]


@pytest.mark.parametrize(
    ("text", "label", "result"),
    [
        ("Ons verdienvermogen1 staat", "1", "Ons verdienvermogen⟨1⟩ staat"),
        ("investeringen8doet in", "8", "investeringen⟨8⟩ doet in"),
        ("bepleit,9 extra", "9", "bepleit,⟨9⟩ extra"),
        ("(bijlage 1)10 zetten", "10", "(bijlage 1)⟨10⟩ zetten"),
        ("tenminste 3%.12 Zo", "12", "tenminste 3%.⟨12⟩ Zo"),
        ("motie Kostic c.s..13", "13", "motie Kostic c.s..⟨13⟩"),
        ("gepubliceerd.25. Voorop", "25", "gepubliceerd.⟨25⟩. Voorop"),
        ("tot 2027 25 en voor", "25", "tot 2027⟨25⟩ en voor"),
        ("2023 en 2032.20 Grootschalige", "20", "2023 en 2032.⟨20⟩ Grootschalige"),
        ("Royal IHC44. De", "44", "Royal IHC⟨44⟩. De"),
        ("Met de NTS42 ligt", "42", "Met de NTS⟨42⟩ ligt"),
        ("van de NOS? 1 Zo ja", "1", "van de NOS?⟨1⟩ Zo ja"),
        ("(‘deep tech’)4 omdat", "4", "(‘deep tech’)⟨4⟩ omdat"),
        ("In een bericht 1 van de Belastingdienst", "1", "In een bericht⟨1⟩ van de Belastingdienst"),
        ("van Both Ends 2?", "2", "van Both Ends⟨2⟩?"),
        ("draagmoederschap.\n1\nHet VUmc", "1", "draagmoederschap.⟨1⟩\nHet VUmc"),
        ("draagmoederschap.\n1 Het VUmc", "1", "draagmoederschap.⟨1⟩\nHet VUmc"),
    ],
)
def test_a_mark_is_found(text: str, label: str, result: str) -> None:
    assert marked(text, label) == result


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("minder CO2-uitstoot en CO2 in", "2"),
        ("en 6G, radar", "6"),
        ("in totaal 16.8% per jaar", "8"),
        ("op 1,5% per jaar", "5"),
        ("in 2025-2029 en", "2029"),
        ("bij 40 bedrijven", "40"),
        ("artikel 5 van", "5"),
        ("TO2-instituten en COVID-19", "19"),
        ("de N211 is", "211"),
        ("4 gesprekken", "4"),
        ("met versie1.5 van", "1"),
        ("bij type1-diabetes", "1"),
        ("op 1 juli komt", "1"),
        ("met ruim 100 experts", "100"),
        ("brieven 3 miljoen keer", "3"),
        ("zie vraag 2 hierboven", "2"),
    ],
)
def test_a_figure_that_is_no_mark_stays(text: str, label: str) -> None:
    assert marked(text, label) == text


def test_figures_keep_their_words_where_no_footnote_has_their_number() -> None:
    text = "minder CO2, 6G en diabetes type1 bij IHC44"
    assert marked(text) == text
    assert marked("diabetes type1 en de missies1.", "1") == "diabetes type⟨1⟩ en de missies1."  # undecidable
    assert marked("van CO2, type2 en de missies7.", "7") == "van CO2, type2 en de missies⟨7⟩."


def test_marks_rise_and_the_likeliest_places_are_taken() -> None:
    text = "groei3 bij IHC4 en banen4, welvaart5. En IHC3"
    assert marked(text, "3", "4", "5") == "groei⟨3⟩ bij IHC4 en banen⟨4⟩, welvaart⟨5⟩. En IHC3"
    assert marked("bij IHC2 dan banen1", "1", "2") == "bij IHC2 dan banen⟨1⟩"
    assert marked("zonder merk", "1") == "zonder merk"


def test_blank_lines_stay_with_their_lines() -> None:
    lines = mark_numbers([Line("groei1", 0), Line("banen", 3)], ["1"])
    assert [line.gap for line in lines] == [0, 3]


def test_a_page_with_notes_and_nothing_else() -> None:
    assert mark_numbers([], ["1", "2"]) == []
