"""A small assistant over hand-made letters, for the tests of the ways in: it finds a word, or it abstains."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from api.live import LiveAssistant
from index.snapshot import IndexInfo
from rag.query import passes
from rag.types import (
    Abstained,
    Answer,
    Answered,
    Citation,
    CitedPassage,
    Filters,
    Found,
    Highlight,
    Passage,
    Reason,
)
from sources.folder import FailedLetter
from sources.types import Asker, Block, BlockKind, Fact, FootnoteMark, Letter, Page, Signatory, Span

VISION_PAGE_1 = (
    "Inleiding\n"
    "Nederland heeft een industrie om trots op te zijn. "
    "Meer dan achthonderdduizend Nederlanders verdienen in de industrie hun inkomen, in allerlei banen. "
    "Allemaal mooie beroepen.\n"
    "Het verdienvermogen staat onder druk.\n"
    "• veel minder CO2-uitstoot;\n"
    "• minder grondstoffengebruik.\n"
    "Verdienvermogen is de capaciteit om structurele welvaart te genereren."
)
VISION_PAGE_2 = "De industrie moet concurreren op de wereldmarkt en dat vraagt om een goed"
VISION_PAGE_3 = "investeringsklimaat voor het mkb en voor grote bedrijven."


def block(kind: BlockKind, text: str, part: str, **more: object) -> Block:
    start = text.index(part)
    return Block(kind, start, start + len(part), **more)


VISION = Letter(
    letter_id="visie & toekomst",
    title="Visie op de toekomst van de industrie",
    kind="kamerbrief",
    pages=(
        Page(
            1,
            VISION_PAGE_1,
            blocks=(
                block(BlockKind.HEADING, VISION_PAGE_1, "Inleiding"),
                block(
                    BlockKind.PARAGRAPH,
                    VISION_PAGE_1,
                    VISION_PAGE_1[10 : VISION_PAGE_1.index("\nHet")],
                    section=("Inleiding",),
                ),
                block(BlockKind.PARAGRAPH, VISION_PAGE_1, "Het verdienvermogen staat onder druk."),
                block(BlockKind.LIST_ITEM, VISION_PAGE_1, "• veel minder CO2-uitstoot;"),
                block(BlockKind.LIST_ITEM, VISION_PAGE_1, "• minder grondstoffengebruik."),
                block(
                    BlockKind.FOOTNOTE,
                    VISION_PAGE_1,
                    "Verdienvermogen is de capaciteit om structurele welvaart te genereren.",
                    label="1",
                ),
            ),
            marks=(FootnoteMark("1", 1, VISION_PAGE_1.index("verdienvermogen") + len("verdienvermogen")),),
        ),
        Page(2, VISION_PAGE_2),
        Page(3, VISION_PAGE_3, blocks=(Block(BlockKind.PARAGRAPH, 0, len(VISION_PAGE_3), continues=0),)),
    ),
    source="visie & toekomst.pdf",
    sha256="a" * 64,
    kamerstukken=("29826, nr. 124",),
    date="2020-10",
    sender="M.C.G. Keijzer, staatssecretaris",
    warnings=("Het kenmerk in de brief is een foutmelding van de tekstverwerker.",),
    signatories=(Signatory("M.C.G. Keijzer", "staatssecretaris"), Signatory("E.D. Wiebes")),
    addressee="de Voorzitter van de Tweede Kamer",
    askers=(Asker("Van Nispen", "SP"), Asker("Grinwis")),
    ministry="Economische Zaken en Klimaat",
    cited=("33009-70",),
    facts=(
        Fact("kamerstuk", "29826, nr. 124", 2, "voettekst"),
        Fact("date", "2020-10", None, "letters.toml"),
    ),
)
HOSTILE_TEXT = (
    'Kwaadaardig <script>document.title="geraakt"</script> <img src=x onerror=alert(1)> & 🏭 fabriek '
    "met \x1b[31m kleur. Er staat nog een zin achter."
)
HOSTILE = Letter(
    letter_id="kwaad",
    title="<b>Brief</b> met streken",
    kind="beslisnota",
    pages=(Page(1, HOSTILE_TEXT),),
    source="kwaad<i>.txt",
    sha256="b" * 64,
    kenmerken=("DGBI / 101636279", "DGBI / 2"),
    date="2025",
)
LETTERS: Mapping[str, Letter] = MappingProxyType({letter.letter_id: letter for letter in (VISION, HOSTILE)})
FAILURES = (FailedLetter("leeg<br>.pdf", "Het bestand bevat geen tekst."),)


def cited(letter: Letter, spans: tuple[Span, ...], answer: str, score: float) -> CitedPassage:
    text = letter.text_at(spans)
    start = text.index(answer)
    passage = Passage(letter.letter_id, spans, text, (Highlight(start, start + len(answer)),), score)
    page = spans[0].page
    citation = Citation(
        letter.letter_id,
        letter.title,
        letter.kind,
        letter.kenmerk,
        letter.kamerstuk,
        letter.sender,
        letter.date,
        page,
        spans,
        f"{letter.title} ({letter.date}), p. {page}",
    )
    return CitedPassage(passage, citation)


def span(page: int, text: str, part: str) -> Span:
    start = text.index(part)
    return Span(page, start, start + len(part))


PEOPLE = "Meer dan achthonderdduizend Nederlanders verdienen in de industrie hun inkomen, in allerlei banen."
PEOPLE_INTRO = "Nederland heeft een industrie om trots op te zijn. "
PASSAGES = {
    "mensen": cited(
        VISION,
        (span(1, VISION_PAGE_1, PEOPLE_INTRO + PEOPLE),),
        PEOPLE,
        0.912345,
    ),
    "klimaat": cited(
        VISION,
        (Span(2, 0, len(VISION_PAGE_2)), Span(3, 0, len(VISION_PAGE_3))),
        "goed investeringsklimaat",
        0.8,
    ),
    "fabriek": cited(HOSTILE, (Span(1, 0, HOSTILE_TEXT.index(" Er staat")),), "🏭 fabriek met", 0.7),
}


ANY = Filters()


@dataclass
class FakeAssistant:
    """Answers with the passages whose word the question holds; "stuk" breaks it."""

    letters: Mapping[str, Letter] = field(default_factory=lambda: LETTERS)
    info: IndexInfo = field(default_factory=lambda: IndexInfo("proef-1", "proefmodel", 2, 7, FAILURES))
    asked: list[tuple[str, int, Filters]] = field(default_factory=list)

    def ask(self, question: str, top_k: int = 5, filters: Filters = ANY) -> Answer:
        self.asked.append((question, top_k, filters))
        if "stuk" in question:
            raise RuntimeError("geheim van de server")
        if filters.kenmerk:
            return Abstained(question, 0.0, Reason.NO_LETTER_MATCHES, "Geen brief past bij het filter.")
        found = tuple(passage for word, passage in PASSAGES.items() if word in question)[:top_k]
        if found:
            return Answered(question, 0.912345, found)
        nearest = tuple(PASSAGES.values())[:top_k]
        return Abstained(question, 0.123456, Reason.NOT_CONFIDENT, "Niet gevonden in de brieven.", nearest)

    def search(self, question: str, top_k: int = 5, filters: Filters = ANY) -> Found:
        answer = self.ask(question, top_k, filters)
        if isinstance(answer, Answered):
            return Found(question, answer.confidence, answer.passages)
        return Found(question, answer.confidence, answer.nearest, None if answer.nearest else answer.reason)

    def select(self, filters: Filters) -> tuple[Letter, ...]:
        return tuple(letter for letter in self.letters.values() if passes(letter, filters))


def serving(assistant: FakeAssistant) -> LiveAssistant:
    """A LiveAssistant that has loaded `assistant`."""
    live = LiveAssistant(lambda: assistant, lambda: assistant.info.snapshot)
    live.refresh()
    return live
