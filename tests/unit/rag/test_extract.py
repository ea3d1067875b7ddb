"""Which sentences a passage shows around its answer, and what it says is left out."""

from pathlib import Path

import pytest

from index.settings import IndexSettings
from index.snapshot import open_snapshot
from rag.corpus import Corpus
from rag.extract import extract
from rag.retrieve import Candidate
from rag.room import MAX_CHARACTERS
from rag.types import Passage
from sources.types import BlockKind
from tests.helpers import StubEncoder, build_with

LEFT_OUT = " [...] "


class Extractor:
    """Makes the passage around a sentence of a letter that is made on the spot."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, letter: str, answer: str, *, by: str | None = None) -> Passage:
        """The passage of which the sentence that begins with `answer` is marked.

        :param by: how the sentence begins of which the chunk was found, where that is another one.
        """
        letters = self._folder / "brieven"
        letters.mkdir()
        (letters / f"brief.{'html' if '<' in letter else 'txt'}").write_text(letter, encoding="utf-8")
        encoder = StubEncoder()
        build_with(encoder, letters, self._folder / "index")
        self._corpus = Corpus(open_snapshot(self._folder / "index", IndexSettings(), encoder.fingerprint))
        return self.again(answer, by=by)

    def again(self, answer: str, *, by: str | None = None) -> Passage:
        """The same of another sentence of that letter."""
        corpus = self._corpus
        number, found = (
            next(i for i, text in enumerate(corpus.texts["brief"]) if text.startswith(words))
            for words in (answer, by or answer)
        )
        chunk = next(c for c in corpus.snapshot.chunks if c.sentences[0] <= found < c.sentences[1])
        footnote = corpus.sentences["brief"][chunk.sentences[0]].kind is BlockKind.FOOTNOTE
        candidate = Candidate(0, chunk, number, 1.0, 1.0, 1.0, 1.0, 1.0, (), footnote)
        return extract(corpus, candidate, 0.5)


@pytest.fixture
def passage_of(tmp_path: Path) -> Extractor:
    return Extractor(tmp_path)


def shown(passage: Passage) -> str:
    """The text with what is left out shown, and white space made one space."""
    text = passage.text
    for gap in reversed(passage.gaps):
        text = text[:gap] + LEFT_OUT + text[gap:]
    return " ".join(text.split())


def marked(passage: Passage) -> list[str]:
    return [passage.text[mark.start : mark.end] for mark in passage.highlights]


def table(rows: int, after: str = "") -> str:
    body = "".join(
        f"<tr><td>Gemeente {i}</td><td>{i * 17 + 1000} euro</td><td>{i} aanvragen</td></tr>"
        for i in range(1, rows + 1)
    )
    head = "<tr><th>Gemeente</th><th>Bedrag</th><th>Aantal</th></tr>"
    return f"<h2>Tabel 1: Subsidie per gemeente</h2><table>{head}{body}</table>{after}"


def test_a_small_table_is_shown_whole(passage_of: Extractor) -> None:
    passage = passage_of(table(5), "Gemeente 3\t")
    assert shown(passage).startswith(
        "Tabel 1: Subsidie per gemeente Gemeente Bedrag Aantal Gemeente 1 1017 euro"
    )
    assert shown(passage).endswith("Gemeente 5 1085 euro 5 aanvragen")
    assert passage.gaps == ()
    assert marked(passage) == ["Gemeente 3\t1051 euro\t3 aanvragen"]


def test_of_a_large_table_the_caption_the_heads_and_the_rows_around_the_answer_are_shown(
    passage_of: Extractor,
) -> None:
    passage = passage_of(table(300), "Gemeente 200\t")
    text = shown(passage)
    assert text.startswith("Tabel 1: Subsidie per gemeente Gemeente Bedrag Aantal [...] Gemeente 1")
    assert "Gemeente 199 4383 euro 199 aanvragen Gemeente 200 4400 euro 200 aanvragen Gemeente 201" in text
    assert text.endswith(LEFT_OUT.rstrip())
    assert MAX_CHARACTERS / 2 < len(passage.text) < MAX_CHARACTERS + 50
    assert marked(passage) == ["Gemeente 200\t4400 euro\t200 aanvragen"]


@pytest.mark.parametrize(("row", "gaps"), [(1, 1), (300, 1)])
def test_where_a_large_table_begins_or_ends_nothing_is_left_out(
    passage_of: Extractor, row: int, gaps: int
) -> None:
    passage = passage_of(table(300, "<p>Dit is de laatste tabel.</p>"), f"Gemeente {row}\t")
    assert len(passage.gaps) == gaps
    assert (passage.gaps[0] == len(passage.text)) == (row == 1)


def test_heads_that_are_repeated_halfway_a_table_are_shown_once(passage_of: Extractor) -> None:
    head = "<tr><th>Jaar</th><th>Budget</th></tr>"
    rows = [f"<tr><td>{year}</td><td>{year % 100} miljoen euro</td></tr>" for year in range(2021, 2027)]
    letter = f"<h2>Tabel 1: Budget</h2><table>{head}{''.join(rows[:3])}{head}{''.join(rows[3:])}</table>"
    passage = passage_of(letter, "2025\t")
    assert shown(passage).count("Jaar Budget") == 1
    assert "2023 23 miljoen euro 2024 24 miljoen euro" in shown(passage)
    assert passage.gaps == ()


def test_a_list_that_is_too_long_says_that_it_goes_on(passage_of: Extractor) -> None:
    items = "".join(f"<li>maatregel {i}, die {'heel ' * 30}lang is om te lezen;</li>" for i in range(12))
    passage = passage_of(f"<p>Het kabinet neemt deze maatregelen:</p><ul>{items}</ul>", "Het kabinet neemt")
    assert passage.gaps == (len(passage.text),)
    passage = passage_of.again("• maatregel 11")
    assert shown(passage).startswith("Het kabinet neemt deze maatregelen: [...] • maatregel 11")
    assert len(passage.gaps) == 1


LETTER_WITH_NOTES = """ Aanleiding

Er is een nieuwe regeling. Deze regeling kost veel1. De gemeenten voeren haar uit. De provincies kijken mee2. Het Rijk
betaalt.

Het kabinet doet drie dingen:

- Het verlaagt de lasten. Dat gebeurt in 2026 stapsgewijs3;
- Het leidt monteurs op.

1 In 2024 was dat 20 miljoen euro, in 2025 al 30 miljoen.
2 Kamerstuk 33 009, nr. 70.
3 Behalve voor bedrijven die uitstel hebben gekregen.
"""


def test_a_footnote_comes_with_what_its_sentence_leans_on(passage_of: Extractor) -> None:
    passage = passage_of(LETTER_WITH_NOTES, "In 2024 was dat")
    assert shown(passage) == (
        "Er is een nieuwe regeling. Deze regeling kost veel. [...] "
        "In 2024 was dat 20 miljoen euro, in 2025 al 30 miljoen."
    )
    assert marked(passage) == ["In 2024 was dat 20 miljoen euro, in 2025 al 30 miljoen."]
    passage = passage_of.again("Behalve voor")
    assert shown(passage) == (
        "Het kabinet doet drie dingen: - Het verlaagt de lasten. Dat gebeurt in 2026 stapsgewijs; [...] "
        "Behalve voor bedrijven die uitstel hebben gekregen."
    )


def test_an_answer_brings_its_footnote_where_that_says_something(passage_of: Extractor) -> None:
    passage = passage_of(LETTER_WITH_NOTES, "Deze regeling")
    assert shown(passage) == (
        "Er is een nieuwe regeling. Deze regeling kost veel. De gemeenten voeren haar uit. De provincies kijken mee. "
        "Het Rijk betaalt. [...] In 2024 was dat 20 miljoen euro, in 2025 al 30 miljoen."
    )
    assert marked(passage) == ["Deze regeling kost veel."]
    assert "Kamerstuk" not in shown(passage_of.again("De provincies"))
    by_its_note = passage_of.again("De provincies", by="Kamerstuk")
    assert shown(by_its_note).endswith(
        "De provincies kijken mee. Het Rijk betaalt. [...] Kamerstuk 33 009, nr. 70."
    )


def test_a_footnote_for_which_there_is_no_room_stays_away(passage_of: Extractor) -> None:
    long = LETTER_WITH_NOTES.replace("al 30 miljoen", "al 30 miljoen, " + "en nog iets meer " * 40)
    assert "In 2024 was dat" not in shown(passage_of(long, "Deze regeling"))


def test_a_cell_comes_with_the_heads_of_its_column_and_row(passage_of: Extractor) -> None:
    size = "De markt is groot en er is wereldwijd veel vraag naar wat hier gemaakt wordt. "
    row = f"<td><p>{size * 3}</p><p>Zij groeit met 14 procent per jaar, zo is de verwachting van de sector.</p></td>"
    passage = passage_of(
        "<table><tr><th>Markt</th><th>Verdienvermogen</th><th>Weerbaarheid</th></tr>"
        f"<tr><td>Biotechnologie</td>{row}<td>{size * 3}</td></tr>"
        f"<tr><td>Halfgeleiders</td><td>{size * 3}</td><td>{size * 3}</td></tr></table>",
        "Zij groeit",
    )
    assert shown(passage) == (
        "Verdienvermogen [...] Biotechnologie [...] "
        "Zij groeit met 14 procent per jaar, zo is de verwachting van de sector."
    )
    assert marked(passage) == ["Zij groeit met 14 procent per jaar, zo is de verwachting van de sector."]


def test_a_passage_begins_with_no_sentence_that_leans_on_one_left_out(passage_of: Extractor) -> None:
    filler = "van de sector, de regio en alle bedrijven die er werken, " * 3
    letter = (
        f"<p>Het plan helpt {filler}zo staat in het plan. Dit jaar begint {filler}ook de aanleg. "
        f"Daarmee is er {filler}ruimte. De kosten worden {filler}verdeeld. Die dragen {filler}zij samen.</p>"
    )
    assert shown(passage_of(letter, "De kosten")).startswith("De kosten")
    assert shown(passage_of.again("Daarmee is")).startswith("Dit jaar begint")
    assert shown(passage_of.again("Die dragen")).startswith("De kosten")


def test_a_sentence_that_points_back_further_on_leans_as_well(passage_of: Extractor) -> None:
    filler = "van de sector, de regio en alle bedrijven die er werken, " * 5
    letter = "<p>Er is een plan voor de industrie in Nederland. Het standpunt hierover heeft u ontvangen. "
    letter += f"Dat is {filler}alles. Ook {filler}dat.</p>"
    assert shown(passage_of(letter, "Het standpunt")).startswith("Er is een plan voor")


def test_the_list_below_an_answer_comes_along_where_it_fits_or_is_announced(passage_of: Extractor) -> None:
    items = [f"<li>{number}, met alles wat daar in deze sector bij hoort;</li>" for number in range(1, 13)]
    letter = "<p>Wij helpen {} bedrijven. Het gaat om:</p><ul>{}</ul>"
    passage = passage_of(letter.format("alle", "".join(items[:3])), "Wij helpen")
    assert shown(passage).count("sector") == 3


def test_a_long_list_below_an_answer_stays_away_unless_it_is_announced(passage_of: Extractor) -> None:
    items = "".join(f"<li>{number}, met {'heel ' * 20} veel erbij;</li>" for number in range(1, 13))
    letter = f"<p>Wij helpen alle bedrijven. Dat is goed. Het gaat om:</p><ul>{items}</ul>"
    letter += f"<p>Wij steunen de volgende bedrijven. Dat zijn:</p><ul>{items}</ul>"
    assert shown(passage_of(letter, "Wij helpen")) == "Wij helpen alle bedrijven. Dat is goed."
    announced = passage_of.again("Wij steunen")
    assert shown(announced).startswith("Wij steunen de volgende bedrijven. Dat zijn: • 1, met heel")
    assert announced.gaps == (len(announced.text),)


def test_a_short_item_of_a_list_comes_with_the_items_that_say_of_what(passage_of: Extractor) -> None:
    letter = (
        "<p>Er zijn twee geldstromen.</p><ul><li>De Impuls is een uitkering voor regio's.</li>"
        f"<li>Beschikbaar is 9,5 miljoen euro.</li><li>Aanvragen kan {'tot en met het najaar, ' * 8} online.</li></ul>"
    )
    passage = passage_of(letter, "• Beschikbaar is")
    assert shown(passage) == "• De Impuls is een uitkering voor regio's. • Beschikbaar is 9,5 miljoen euro."
    assert marked(passage) == ["• Beschikbaar is 9,5 miljoen euro."]
    assert shown(passage_of.again("• Aanvragen")).startswith("• Aanvragen")


def test_a_numbered_paragraph_leads_into_its_lettered_items(passage_of: Extractor) -> None:
    letter = """ Artikel 3 Kerntaken

1. Het college adviseert over de gevolgen van:

a. een wetsvoorstel waarvan de minister de gevolgen heeft beschreven;

b. een ontwerp van een regeling.

2. In afwijking van het eerste lid hoeven niet te worden voorgelegd:

a. wetsvoorstellen over de begroting van het Rijk;

b. regelingen over de belastingen.

3. Het college brengt elk jaar verslag uit.
"""
    whole = (
        "2. In afwijking van het eerste lid hoeven niet te worden voorgelegd: a. wetsvoorstellen over de begroting van "
        "het Rijk; b. regelingen over de belastingen."
    )
    assert shown(passage_of(letter, "2. In afwijking")) == whole
    assert shown(passage_of.again("b. regelingen")) == whole


def test_an_answer_that_would_stand_alone_keeps_the_beginning_of_a_long_list(passage_of: Extractor) -> None:
    items = "".join(f"<li>nummer {number}, met {'heel ' * 20} veel erbij;</li>" for number in range(1, 13))
    letter = f"<p>U vroeg wat is afgewezen. Het kabinet ziet af van:</p><ul>{items}</ul>"
    passage = passage_of(letter, "U vroeg wat")
    assert shown(passage).startswith("U vroeg wat is afgewezen. Het kabinet ziet af van: • nummer 1, met")
    assert len(passage.text) <= MAX_CHARACTERS
    assert passage.gaps == (len(passage.text),)


def test_a_lead_comes_with_the_paragraphs_below_it_where_no_list_follows(passage_of: Extractor) -> None:
    letter = (
        "<h2>Acties</h2><p>Bedrijven kunnen dit doen:</p><p>Inzicht krijgen in wat van belang is om te beschermen</p>"
        "<p>Eisen stellen bij aanbestedingen.</p><h2>Vervolg</h2><p>Later volgt meer.</p>"
    )
    assert shown(passage_of(letter, "Bedrijven kunnen")) == (
        "Bedrijven kunnen dit doen: Inzicht krijgen in wat van belang is om te beschermen Eisen stellen bij "
        "aanbestedingen."
    )


def test_a_lead_that_announces_comes_with_the_first_heading_below_it(passage_of: Extractor) -> None:
    letter = (
        "<h2>Doel</h2><p>Het kabinet stelt de volgende prioriteiten:</p><h3>Ondernemers helpen</h3>"
        "<p>Ondernemers krijgen minder regels.</p><h3>Vernieuwing</h3><p>Er komt een fonds.</p>"
    )
    assert shown(passage_of(letter, "Het kabinet stelt")) == (
        "Het kabinet stelt de volgende prioriteiten: Ondernemers helpen Ondernemers krijgen minder regels."
    )


def test_an_item_of_a_list_leads_into_the_items_with_its_own_bullet_below_it(passage_of: Extractor) -> None:
    letter = (
        "<ul><li>Het doel valt uiteen in:</li><li>schone stroom;</li><li>schone industrie.</li>"
        "<li>Het fonds betaalt:</li><li>de aanleg.</li></ul>"
    )
    assert (
        shown(passage_of(letter, "• Het doel"))
        == "• Het doel valt uiteen in: • schone stroom; • schone industrie."
    )
