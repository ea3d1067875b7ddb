"""Two small letters, and questions, passages and an assistant about them, for the tests of the measures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from eval.gold import Evidence, Form, Language, Need, Question, QuestionType
from index.snapshot import IndexInfo
from rag.types import Abstained, Answer, Answered, Citation, CitedPassage, Passage, Reason
from sources.types import Letter, Page, Span

MISSION = Letter(
    letter_id="missie",
    title="Missiebrief",
    kind="kamerbrief",
    pages=(
        Page(1, "Wij kiezen missies. Het doel is 2,5% van het bbp aan R&D uit te geven. Dat is veel."),
        Page(2, "De sectoren werken samen.\nDe boer krijgt in 2030 een eerlijke prijs voor zijn"),
        Page(3, "producten en de keten\u00a0verdient mee. De sectoren werken samen."),
    ),
    source="missie.txt",
    sha256="a" * 64,
)
NOTE = Letter(
    letter_id="nota",
    title="Nota",
    kind="beslisnota",
    pages=(Page(1, "De nota herhaalt: het doel is 2,5% van het bbp."), Page(2, "Besproken op 12 december.")),
    source="nota.txt",
    sha256="b" * 64,
)
LETTERS: Mapping[str, Letter] = {letter.letter_id: letter for letter in (MISSION, NOTE)}
INFO = IndexInfo("proef", "proefmodel", 2, 5, ())


def place(letter_id: str, page: int, quote: str) -> Evidence:
    return Evidence(letter_id, page, quote)


GOAL = place("missie", 1, "Het doel is 2,5% van het bbp aan R&D uit te geven.")
GOAL_IN_NOTE = place("nota", 1, "het doel is 2,5% van het bbp")
FARMER = place("missie", 2, "De boer krijgt in 2030 een eerlijke prijs")
CHAIN = place("missie", 3, "de keten verdient mee")
DISCUSSED = place("nota", 2, "Besproken op 12 december.")


def question(*evidence: Evidence, question_id: str = "q-001", need: str = "any", **details: str) -> Question:
    kind = details.get("type", "fact" if evidence else "on-topic")
    return Question(
        question_id=question_id,
        text=details.get("text", f"Vraag {question_id}?"),
        language=Language(details.get("language", "nl")),
        type=QuestionType(kind),
        form=Form(details.get("form", "plain")),
        answerable=bool(evidence),
        need=Need(need),
        evidence=evidence,
    )


def passage(letter: Letter, *spans: Span, page: int | None = None, text: str | None = None) -> CitedPassage:
    """A cited passage at these spans; `page` and `text` put another page or text in their place."""
    shown = letter.text_at(spans) if text is None else text
    citation = Citation(
        letter_id=letter.letter_id,
        title=letter.title,
        kind=letter.kind,
        kenmerk=None,
        kamerstuk=None,
        sender=None,
        date=None,
        page=spans[0].page if page is None else page,
        spans=spans,
        label=letter.title,
    )
    return CitedPassage(Passage(letter.letter_id, spans, shown, (), 0.5), citation)


def whole(letter: Letter, number: int) -> CitedPassage:
    """A whole page as a passage."""
    return passage(letter, Span(number, 0, len(letter.pages[number - 1].text)))


def part(letter: Letter, number: int, words: str) -> CitedPassage:
    """The first place of these words on a page as a passage."""
    start = letter.pages[number - 1].text.index(words)
    return passage(letter, Span(number, start, start + len(words)))


def answered(*passages: CitedPassage) -> Answered:
    return Answered("?", 0.9, passages)


def abstained(*nearest: CitedPassage) -> Abstained:
    return Abstained("?", 0.2, Reason.NOT_CONFIDENT, "Niet gevonden in de brieven.", nearest)


@dataclass
class FakeAssistant:
    """Answers each question as told; one that it does not know breaks it."""

    answers: Mapping[str, Answer]
    letters: Mapping[str, Letter] = field(default_factory=lambda: LETTERS)
    info: IndexInfo = INFO
    asked: list[tuple[str, int]] = field(default_factory=list)

    def ask(self, text: str, top_k: int = 5) -> Answer:
        self.asked.append((text, top_k))
        if text not in self.answers:
            raise ZeroDivisionError("deling door nul")
        return self.answers[text]


QUESTIONS = [
    question(GOAL, GOAL_IN_NOTE, question_id="q-001", text="Wat is het doel?"),
    question(GOAL, DISCUSSED, question_id="q-002", text="Wat en wanneer?", need="all", type="comparison"),
    question(GOAL, question_id="q-003", text="doel missies", form="keywords"),
    question(GOAL, question_id="q-004", text="Which goal?", language="en"),
    question(question_id="q-005", text="Wie won?", type="off-topic"),
    question(question_id="q-006", text="Wie sprak?"),
]
ANSWERS = {
    "Wat is het doel?": answered(whole(MISSION, 1), whole(NOTE, 1)),
    "Wat en wanneer?": answered(whole(MISSION, 1), whole(NOTE, 2)),
    "doel missies": abstained(whole(MISSION, 1)),
    "Wie won?": abstained(),
    "Wie sprak?": answered(part(NOTE, 2, "Besproken op")),
}
OVERLAPS = {"q-001": 0.5, "q-002": 0.19, "q-003": 0.4, "q-004": 0.0}
