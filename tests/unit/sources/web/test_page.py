"""Web pages: what a reader sees of the page's own text, its notes, tables and metadata."""

import pytest

from sources.document import Letterhead
from sources.errors import UnreadableLetterError
from sources.types import BlockKind
from sources.web.page import read_html
from tests.office import shown


def page(body: str, head: str = "") -> bytes:
    start = f'<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8">{head}</head>'
    return f"{start}<body>{body}</body></html>".encode()


def only(body: str) -> list[str]:
    (texts,) = shown(read_html(page(body), "pagina.html"))
    return texts


def kinds(body: str) -> list[tuple[str, str]]:
    (drafts,) = read_html(page(body), "pagina.html").pages
    return [(draft.kind.value, draft.text) for draft in drafts]


def test_a_page_has_no_pages() -> None:
    document = read_html(page("<h1>Kop</h1><p>Tekst.</p>"), "pagina.html")
    assert (document.paged, len(document.pages)) == (False, 1)


@pytest.mark.parametrize(
    "around",
    [
        "<nav>weg</nav>",
        "<aside>weg</aside>",
        "<footer>weg</footer>",
        "<script>weg</script><style>weg</style><noscript>weg</noscript><template>weg</template>",
        '<div class="cookie-melding">weg</div>',
        '<div id="cookieBanner">weg</div>',
        '<p hidden>weg</p><p aria-hidden="true">weg</p>',
        '<p style="display: none">weg</p><p style="visibility:hidden">weg</p>',
        '<span class="visually-hidden">weg</span><span class="sr-only">weg</span>',
        '<div role="navigation">weg</div>',
        '<ol class="breadcrumb"><li>weg</ol>',
        "<button>weg</button><select><option>weg</select>",
        "<!-- weg -->",
        "<header><a href='/'>weg</a></header>",
    ],
)
def test_what_is_around_the_text_or_is_not_seen_is_out(around: str) -> None:
    assert only(f"<p>Voor.</p>{around}<p>Na.</p>") == ["Voor.", "Na."]


@pytest.mark.parametrize(
    "body",
    [
        "<header>weg</header><main><header><h1>Titel</h1></header><p>Tekst.</p></main><p>weg</p>",
        '<div id="content"><p>weg</p><div id="broodtekst"><h1>Titel</h1><p>Tekst.</p></div></div>',
        '<div role="main"><h1>Titel</h1><p>Tekst.</p></div><p>weg</p>',
        "<article><h1>Titel</h1><p>Tekst.</p></article>",
    ],
)
def test_the_main_part_of_a_page(body: str) -> None:
    assert only(body) == ["Titel", "Tekst."]


def test_paragraphs_and_lines() -> None:
    body = (
        "<p>Een&nbsp;&euro;&#160;5 &amp; <b>meer</b>\n  tekst.</p>Losse tekst.<div>In een <span>blok</span></div>"
        "<p>Regel een<br>regel twee<br><br>Nieuwe alinea</p><blockquote><p>Citaat.</p></blockquote>"
        "<p>Hij zei <q>ja</q>.</p>"
    )
    assert only(body) == [
        "Een € 5 & meer tekst.",
        "Losse tekst.",
        "In een blok",
        "Regel een regel twee",
        "Nieuwe alinea",
        "Citaat.",
        "Hij zei “ja”.",
    ]


def test_what_is_left_out_parts_the_text_around_it_where_it_is_a_block() -> None:
    assert only("Ervoor<aside>weg</aside>erna <span hidden>weg</span>door") == ["Ervoor", "erna door"]


def test_headings_also_in_a_button_and_of_details() -> None:
    body = (
        "<h2>Aanpak</h2><p>Tekst.</p><h3><button>Vraag en antwoord</button></h3>"
        "<details><summary>Meer weten</summary>Zie daar.</details>"
    )
    (drafts,) = read_html(page(body), "pagina.html").pages
    assert [(draft.kind.value, draft.level) for draft in drafts] == [
        ("heading", 2),
        ("paragraph", None),
        ("heading", 3),
        ("heading", 6),
        ("paragraph", None),
    ]


def test_lists_have_the_numbers_that_a_browser_shows() -> None:
    body = (
        '<ul><li>punt<ol type="a"><li>genest<li><p>tweede</p></ol></ul>'
        '<ol start="3"><li>drie<li value="7">zeven<p>Alinea erbij.</p><li>acht</ol><ol reversed><li>x<li>y</ol>'
        '<ol type="I"><li>Romeins</ol><ul style="list-style: none"><li>kaal</ul>'
        '<ul class="expliciet"><li>1° eerste</ul>'
        "<ol><li>1. stond er al</ol>"
    )
    assert kinds(body) == [
        ("list_item", "• punt"),
        ("list_item", "a. genest"),
        ("list_item", "b. tweede"),
        ("list_item", "3. drie"),
        ("list_item", "7. zeven"),
        ("paragraph", "Alinea erbij."),
        ("list_item", "8. acht"),
        ("list_item", "2. x"),
        ("list_item", "1. y"),
        ("list_item", "I. Romeins"),
        ("list_item", "kaal"),
        ("list_item", "1° eerste"),
        ("list_item", "1. stond er al"),
    ]


def test_a_definition_is_about_its_term() -> None:
    (drafts,) = read_html(
        page("<dl><dt>Looptijd<dd>Vier jaar.<dt>Budget<dd>€ 5 miljoen.</dl>"), "a.html"
    ).pages
    assert [(draft.text, draft.about) for draft in drafts] == [
        ("Looptijd", ()),
        ("Vier jaar.", ((1, 0),)),
        ("Budget", ()),
        ("€ 5 miljoen.", ((1, 2),)),
    ]


def test_tables() -> None:
    body = (
        "<table><caption>Tabel 1 Geld</caption><thead><tr><th>Jaar<th colspan=2>Bedrag</tr></thead>"
        "<tr><td rowspan=2>2020<td>5<td>6<tr><td>7<td><ul><li><p>acht</p><li>negen</ul></table><p>Na.</p>"
    )
    (drafts,) = read_html(page(body), "a.html").pages
    assert [(draft.kind.value, draft.text, draft.about) for draft in drafts] == [
        ("heading", "Tabel 1 Geld", ()),
        ("table", "Jaar\tBedrag", ()),
        ("table", "2020\t5\t6", ((1, 1),)),
        ("table", "7\t• acht • negen", ((1, 1), (1, 2))),
        ("paragraph", "Na.", ()),
    ]


@pytest.mark.parametrize(
    "table",
    [
        '<table role="presentation"><tr><td><p>Een.</p><td><p>Twee.</p></table>',
        "<table><tr><td><p>Een.</p><p>Twee.</p></table>",
        "<table><tr><td>Een.<td><table><tr><td>Twee.</table></table>",
    ],
)
def test_tables_that_only_put_things_in_their_place(table: str) -> None:
    assert only(table) == ["Een.", "Twee."]


def test_notes_of_the_official_publisher() -> None:
    body = (
        '<p>De Kamer,<a class="nootnum supernote-click-ID-7" href="#ID-7">1</a> gehoord '
        '<a class="nootnum" href="#n2">2</a>.</p>'
        '<p>Nogmaals<sup><a href="#n2">2</a></sup>.</p>'
        '<div id="noten"><hr><div class="voet noot" id="supernote-note-ID-7">'
        '<h5 class="note-close"><a class="note-close" href="#close-ID-7">X</a> Noot </h5><sup><span class="nootnum">'
        '<a id="ID-7" name="ID-7"></a>1</span></sup><p>Zie <a href="http://nos.nl">nos.nl</a>.</p></div>'
        '<div class="voet noot"><sup><span class="nootnum"><a id="n2"></a>2</span></sup><p>VOG.</p></div></div>'
    )
    assert only(body) == ["De Kamer,[1] gehoord[2].", "Nogmaals[2].", "Zie nos.nl.", "VOG."]


@pytest.mark.parametrize(
    "text",
    [
        '<p id="_ftn1"><a href="#_ftnref1">[1]</a> Zie de bijlage.</p>',
        '<ol><li id="_ftn1">Zie de bijlage. <a href="#_ftnref1">↩</a></li></ol>',
        '<p><a name="_ftn1"></a>1. Zie de bijlage. <a href="#_ftnref1">Terug</a></p>',
    ],
)
def test_notes_of_others(text: str) -> None:
    body = f'<p>Een zin.<a href="#_ftn1" id="_ftnref1">[1]</a></p>{text}'
    (drafts,) = read_html(page(body), "a.html").pages
    assert [(draft.kind, draft.label, draft.text) for draft in drafts[1:]] == [
        (BlockKind.FOOTNOTE, "1", "Zie de bijlage.")
    ]


def test_the_lines_of_a_note_are_words_apart() -> None:
    note = '<li id="n">Zie de<br>bijlage\nen <i>ook</i><ul><li>een</li><li>twee</li></ul></li>'
    (drafts,) = read_html(page(f'<p>Een zin.<a href="#n">1</a></p><ol>{note}</ol>'), "a.html").pages
    assert drafts[-1].text == "Zie de bijlage en ook een twee"


def test_numbers_that_link_to_a_heading_or_back_are_no_notes() -> None:
    links = '<p id="op">Zie <a href="#h">2</a> en <a href="#weg">3</a>.</p>'
    body = f'{links}<h2 id="h">Twee</h2><p>Terug naar <a href="#op">1</a>.</p>'
    assert only(body) == ["Zie 2 en 3.", "Twee", "Terug naar 1."]


def test_metadata() -> None:
    head = (
        '<meta name="OVERHEIDop.dossiernummer" content="33009"><meta name="OVERHEIDop.ondernummer" content="70">'
        '<meta name="DC.identifier" content="kst-33009-70"><meta name="DCTERMS.issued" content="2018-11-02">'
        '<meta name="DC.title" content="Innovatiebeleid; Brief"><title>Kamerstuk 33009, nr. 70 | Overheid.nl</title>'
    )
    assert read_html(page("<p>Tekst.</p>", head), "a.html").letterhead == Letterhead(
        kamerstukken=("33 009, nr. 70", "kst-33009-70"),
        dates=("2 november 2018",),
        title="Innovatiebeleid; Brief",
    )
    paper = "<h1>33 009 Innovatiebeleid</h1><h1>Nr. 70 BRIEF VAN DE MINISTER</h1><p>Tekst.</p>"
    assert (
        read_html(page(paper, head), "a.html").letterhead.title == "Innovatiebeleid – BRIEF VAN DE MINISTER"
    )


def test_a_letterhead_of_lines() -> None:
    body = (
        "<p>Ministerie van Sociale Zaken en Werkgelegenheid<br>\nAan De colleges van burgemeester en wethouders van de "
        "gemeenten, in afschrift aan de gemeenteraden en de besturen van gemeenschappelijke regelingen<br />\n"
        "Datum 6 oktober 2022<br />\nBetreft Toegang tot de schuldhulp\nverlening 2022</p>\n"
        "<p>Ons kenmerk<br />\n2022-0000998417</p><h1>1. Aanleiding</h1><p>Tekst.</p><h1>2. Slot</h1><p>Tekst.</p>"
    )
    document = read_html(page(body, "<title>Toegang tot de schuldhulpverlening 2022</title>"), "a.html")
    head = document.letterhead
    assert (head.kenmerken, head.dates) == (("2022-0000998417",), ("6 oktober 2022",))
    assert head.title == "Toegang tot de schuldhulpverlening 2022"
    texts = [draft.text for draft in document.pages[0]]
    assert texts[1].startswith("Aan De colleges van burgemeester")
    assert texts[2:4] == ["Betreft Toegang tot de schuldhulp verlening 2022", "1. Aanleiding"]


def test_the_head_of_a_paper_of_lines() -> None:
    body = (
        "<p>Tweede Kamer der Staten-Generaal<br />\nVergaderjaar 2024–2025<br />\n<strong>36 871</strong> Regels over "
        "digitale dienstverlening door bestuursorganen en de aanspraak op persoonlijk contact (Wet dienstverlening) – "
        "Memorie van toelichting<br />\n<strong>Nr. 3</strong></p><h1>I. ALGEMEEN DEEL</h1><h1>1. Inleiding</h1><p>x"
    )
    document = read_html(page(body), "a.html")
    title = (
        "Regels over digitale dienstverlening door bestuursorganen en de aanspraak op persoonlijk contact "
        "(Wet dienstverlening) – Memorie van toelichting"
    )
    assert document.letterhead.title == title
    assert [text for _, text in document.letterhead.lines] == [
        "Tweede Kamer der Staten-Generaal",
        "Vergaderjaar 2024–2025",
    ]
    assert [draft.text for draft in document.pages[0]][:3] == [f"36 871 {title}", "Nr. 3", "I. ALGEMEEN DEEL"]


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        (
            "<title>Iets | Rijksoverheid.nl</title>",
            "<h1>Kamerbrief over industrie</h1>",
            "Kamerbrief over industrie",
        ),
        (
            "<title>Kamerbrief over industrie | Kamerstuk | Rijksoverheid.nl</title>",
            "<p>x</p>",
            "Kamerbrief over industrie",
        ),
        ("", "<p>x</p>", None),
        (
            "",
            "<h1>Aanleiding en\nstatus <b>van de</b>\n<i>circulaire</i></h1>",
            "Aanleiding en status van de circulaire",
        ),
        (
            "",
            "<h1>Aanleiding en<br>status<br/>van de circulaire</h1>",
            "Aanleiding en status van de circulaire",
        ),
        ("", '<h1>Nota<sup><a href="#n">1</a></sup></h1><p>Tekst.</p><p id="n">1. Zie daar.</p>', "Nota"),
        ("", '<h1>Nota<span class="sr-only">weg</span> over<div>industrie</div></h1>', "Nota over industrie"),
        ('<meta name="DC.title" content="Nota over\n  industrie">', "<p>x</p>", "Nota over industrie"),
        ("<title>\n  Nota over\n  industrie\n</title>", "<p>x</p>", "Nota over industrie"),
    ],
)
def test_titles(head: str, body: str, title: str | None) -> None:
    assert read_html(page(body, head), "a.html").letterhead.title == title


@pytest.mark.parametrize(
    "data",
    [
        "<p>één €</p>".encode(),
        "<p>één €</p>".encode("utf-8-sig"),
        "<p>één €</p>".encode("utf-16"),
        "<meta charset=iso-8859-1><p>één €</p>".encode("cp1252"),
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><p>één €</p>'.encode(
            "cp1252"
        ),
        "<?xml version='1.0' encoding='utf-8'?><html xmlns='http://www.w3.org/1999/xhtml'><p>één €</p></html>".encode(),
        "<meta charset=utf-8><p>één €</p>".encode("cp1252"),
        "<meta charset=bestaat-niet><p>één €</p>".encode(),
    ],
)
def test_encodings(data: bytes) -> None:
    assert shown(read_html(data, "a.html")) == [["één €"]]


def test_a_guessed_encoding_is_a_warning() -> None:
    assert read_html("<p>één".encode("cp1252"), "a.html").warnings == (
        "Het bestand is geen UTF-8 en is gelezen als Windows-1252; controleer letters met accenten.",
    )
    assert read_html(page("<p>één"), "a.html").warnings == ()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            page("<div>" * 50_000 + "tekst"),
            "a.html is dieper genest dan een webpagina kan zijn; sla de pagina op als PDF.",
        ),
        (b"<p>a\x00b", "a.html is geen tekstbestand (het bevat nulbytes); sla het op als UTF-8."),
        (b"   ", "a.html bevat geen tekst."),
    ],
)
def test_what_cannot_be_read(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableLetterError) as caught:
        read_html(data, "a.html")
    assert str(caught.value) == reason


def test_a_page_that_is_nested_deep_is_read() -> None:
    assert only("<div>" * 1500 + "tekst") == ["tekst"]
    assert only("<table><tr><td>" * 300 + "tekst") == ["tekst"]
    assert only("<ul><li>" * 300 + "tekst") == ["• tekst"]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_text_that_is_struck_out_is_not_read(tag: str) -> None:
    assert only(f"<p>Het tarief is <{tag}>10</{tag}> <ins>12</ins> euro.</p>") == ["Het tarief is 12 euro."]
