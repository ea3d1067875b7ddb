"""Letters in Word, OpenDocument, HTML and XML from the file to the letter, made by other programs' libraries."""

import io
from pathlib import Path

import docx
import odfdo
import pytest
from docx.enum.text import WD_BREAK

from sources.folder import read_folder
from sources.sentences import letter_sentences
from sources.types import BlockKind, Letter

TITLE = "Voortgang van het industriebeleid"
OPENING = "Met deze brief informeer ik uw Kamer over de voortgang van het industriebeleid."
ROWS = [["Post", "2023", "2024"], ["Subsidies", "1,2", "3,4"], ["Opdrachten", "5,0", "6,1"]]
PROSE = "De subsidie wordt verhoogd. Daarvoor komt in 2025 geld beschikbaar."
MEASURES = [["Maatregel", "Toelichting", "Wanneer"], ["Subsidie", PROSE, "2025"]]


def word() -> bytes:
    made = docx.Document()
    for line in ("Ministerie van Economische Zaken", "Ons kenmerk", "DGBI / 44426674", "Pagina 1 van 2"):
        made.sections[0].header.add_paragraph(line)
    head = made.add_table(2, 2)
    for row, texts in zip(head.rows, [("Datum", "1 maart 2024"), ("Betreft", TITLE)], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_paragraph("Geachte Voorzitter,")
    made.add_heading("Inleiding", 1)
    made.add_paragraph(OPENING)
    for text in ("Eerste punt", "Tweede punt"):
        made.add_paragraph(text, style="List Number")
    made.add_paragraph("Los punt", style="List Bullet")
    made.add_paragraph("Tabel 1 Uitgaven", style="Caption")
    for rows in (ROWS, MEASURES):
        table = made.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        made.add_paragraph("Daarna gewone tekst.")
    made.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    made.add_heading("Vervolg", 2)
    made.add_paragraph("De Minister van Economische Zaken,")
    made.add_paragraph("M.A.M. Adriaansens")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def opendocument() -> bytes:
    made = odfdo.Document("text")
    body = made.body
    body.clear()
    for text in (
        "Ons kenmerk",
        "DGBI / 44426674",
        "Datum 1 maart 2024",
        f"Betreft: {TITLE}",
        "Geachte Voorzitter,",
    ):
        body.append(odfdo.Paragraph(text))
    body.append(odfdo.Header(1, "Inleiding"))
    paragraph = odfdo.Paragraph(OPENING)
    paragraph.insert_note(after="informeer", note_id="n1", citation="1", body="Zie Kamerstuk 33 009.")
    body.append(paragraph)
    body.append(odfdo.List(["Eerste punt", "Tweede punt"]))
    body.append(odfdo.Paragraph("Tabel 1 Uitgaven"))
    table = odfdo.Table("T1")
    table.set_values(ROWS)
    body.append(table)
    body.append(odfdo.Paragraph("De Minister van Economische Zaken,"))
    body.append(odfdo.Paragraph("M.A.M. Adriaansens"))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


CELLS = [[f"<{'td' if number else 'th'}>{cell}" for cell in row] for number, row in enumerate(ROWS)]
WEB = f"""<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{TITLE} | Rijksoverheid.nl</title>
<meta name="DCTERMS.issued" content="2024-03-01"><meta name="DCTERMS.title" content="{TITLE}"></head><body>
<header><nav><a href="/">Naar home</a></nav></header><div class="cookie">Wij gebruiken cookies.</div>
<main><h1>{TITLE}</h1><p>Geachte Voorzitter,</p><h2>Inleiding</h2><p>{OPENING}<a href="#n1">[1]</a></p>
<ol><li>Eerste punt</li><li>Tweede punt</li></ol><table><caption>Tabel 1 Uitgaven</caption>
{"".join(f"<tr>{''.join(row)}" for row in CELLS)}</table>
<p>De Minister van Economische Zaken,<br><br>M.A.M. Adriaansens</p><div id="n1">[1] Zie Kamerstuk 33 009.</div></main>
<footer>Over deze site</footer></body></html>"""

PAPER = f"""<?xml version="1.0" encoding="UTF-8"?><officiele-publicatie><metadata>
<meta name="OVERHEIDop.externMetadataRecord"
  content="https://zoek.officielebekendmakingen.nl/kst-33009-70/metadata.xml"/></metadata><kamerstuk>
<dossier><dossiernummer><dossiernr>33 009</dossiernr></dossiernummer><titel>Innovatiebeleid</titel></dossier>
<stuk><stuknr>Nr. <ondernummer kamer="2">70</ondernummer></stuknr><titel>BRIEF VAN DE MINISTER</titel>
<algemeen><vrije-tekst><tekst><al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al>
<al>Den Haag, 1 maart 2024</al><tussenkop kopopmaak="vet">Inleiding</tussenkop>
<al>{OPENING}<noot id="a" type="voet"><noot.nr>1</noot.nr><noot.al>Zie Kamerstuk 33 009.</noot.al></noot></al>
<lijst type="expliciet"><li><li.nr>1.</li.nr><al>Eerste punt</al></li></lijst></tekst></vrije-tekst>
<tekst-sluiting><ondertekening><functie>De Minister van Economische Zaken,</functie><naam><voornaam>M.A.M.</voornaam>
<achternaam>Adriaansens</achternaam></naam></ondertekening></tekst-sluiting></algemeen></stuk></kamerstuk>
</officiele-publicatie>"""


def read(folder: Path, name: str, data: bytes) -> Letter:
    (folder / name).write_bytes(data)
    reading = read_folder(folder)
    assert reading.failures == ()
    (letter,) = reading.letters
    return letter


def blocks(letter: Letter, kind: BlockKind) -> list[str]:
    return [
        page.text[block.start : block.end]
        for page in letter.pages
        for block in page.blocks
        if block.kind is kind
    ]


def about(letter: Letter, text: str) -> list[str]:
    """What the block with this text is about."""
    return [
        letter.text_at((span,))
        for page in letter.pages
        for block in page.blocks
        if page.text[block.start : block.end] == text
        for span in block.about
    ]


def test_a_word_file(tmp_path: Path) -> None:
    letter = read(tmp_path, "brief.docx", word())
    assert (letter.title, letter.kind, letter.date, letter.kenmerken) == (
        TITLE,
        "kamerbrief",
        "2024-03-01",
        ("DGBI / 44426674",),
    )
    assert letter.sender == "M.A.M. Adriaansens, minister van Economische Zaken"
    assert (letter.paged, len(letter.pages)) == (True, 2)
    assert letter.pages[1].text.startswith("Vervolg\n\nDe Minister")
    assert blocks(letter, BlockKind.HEADING) == ["Inleiding", "Tabel 1 Uitgaven", "Vervolg"]
    assert blocks(letter, BlockKind.LIST_ITEM) == ["1. Eerste punt", "2. Tweede punt", "• Los punt"]
    assert about(letter, "Subsidies\t1,2\t3,4") == ["Post\t2023\t2024"]
    assert about(letter, PROSE) == ["Toelichting", "Subsidie"]
    assert not any("Ons kenmerk" in page.text or "Datum" in page.text for page in letter.pages)


def test_an_opendocument_text(tmp_path: Path) -> None:
    letter = read(tmp_path, "brief.odt", opendocument())
    assert (letter.title, letter.kind, letter.date, letter.kenmerken) == (
        TITLE,
        "kamerbrief",
        "2024-03-01",
        ("DGBI / 44426674",),
    )
    assert letter.sender == "M.A.M. Adriaansens, minister van Economische Zaken"
    assert letter.paged is False
    assert blocks(letter, BlockKind.HEADING) == ["1. Inleiding", "Tabel 1 Uitgaven"]
    assert blocks(letter, BlockKind.LIST_ITEM) == ["• Eerste punt", "• Tweede punt"]
    assert blocks(letter, BlockKind.FOOTNOTE) == ["Zie Kamerstuk 33 009."]
    assert about(letter, "Opdrachten\t5,0\t6,1") == ["Post\t2023\t2024"]


def test_a_web_page(tmp_path: Path) -> None:
    letter = read(tmp_path, "brief.html", WEB.encode())
    assert (letter.title, letter.kind, letter.date) == (TITLE, "kamerbrief", "2024-03-01")
    assert letter.sender == "M.A.M. Adriaansens, minister van Economische Zaken"
    assert letter.paged is False
    assert blocks(letter, BlockKind.HEADING) == [TITLE, "Inleiding", "Tabel 1 Uitgaven"]
    assert blocks(letter, BlockKind.LIST_ITEM) == ["1. Eerste punt", "2. Tweede punt"]
    assert blocks(letter, BlockKind.FOOTNOTE) == ["Zie Kamerstuk 33 009."]
    assert about(letter, "Subsidies\t1,2\t3,4") == ["Post\t2023\t2024"]


def test_the_xml_of_a_paper(tmp_path: Path) -> None:
    letter = read(tmp_path, "kst-33009-70.xml", PAPER.encode())
    assert (letter.title, letter.kind, letter.date) == (
        "Innovatiebeleid – BRIEF VAN DE MINISTER",
        "kamerbrief",
        "2024-03-01",
    )
    assert letter.kamerstuk == "33 009, nr. 70"
    assert letter.sender == "M.A.M. Adriaansens, minister van Economische Zaken"
    assert letter.paged is False
    assert blocks(letter, BlockKind.LIST_ITEM) == ["1. Eerste punt"]
    (mark,) = letter.pages[0].marks
    assert letter.pages[0].text[: mark.offset].endswith("industriebeleid.")


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.docx", word()), ("a.odt", opendocument()), ("a.html", WEB.encode()), ("a.xml", PAPER.encode())],
)
def test_every_sentence_stands_on_its_page(tmp_path: Path, name: str, data: bytes) -> None:
    letter = read(tmp_path, name, data)
    sentences = [letter.text_at(sentence.spans) for sentence in letter_sentences(letter)]
    assert OPENING in sentences
    assert all(text.strip() for text in sentences)
