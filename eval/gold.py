"""The gold questions: read strictly, and split in dev and test. `eval.check` proves their quotes."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Literal

from eval.json_values import (
    Reader,
    Record,
    boolean_of,
    key_faults,
    member_of,
    page_number,
    text_of,
    unique,
    value_faults,
)
from sources.errors import GoldError

SHIPPED_GOLD = Path(__file__).parent / "questions.jsonl"
"""The questions about the five shipped letters."""

DOCUMENTS = Path(__file__).parent / "documents"
"""Documents of other kinds that were written to measure on; see README.md."""

DOCUMENTS_GOLD = Path(__file__).parent / "questions-documents.jsonl"
"""The questions about those documents, asked of an index that holds the shipped letters as well."""

PUBLISHED = Path(__file__).parents[2] / "shared" / "pdf"
"""Where published papers may lie that are not the project's to ship; README.md says which."""

PUBLISHED_GOLD = Path(__file__).parent / "questions-published.jsonl"
"""The questions about those papers."""

Split = Literal["dev", "test"]

COMMENT = "#"
"""What a line of remarks begins with."""

MAX_QUESTION = 1000
"""Characters that a question may have: what the product takes."""

_ID = re.compile(r"[a-z]+(?:-[a-z]+)*-\d{3,}")
_REQUIRED = ("id", "question", "language", "type", "form", "answerable", "need", "evidence")
_OPTIONAL = ("note",)
_EVIDENCE_KEYS = ("letter", "page", "quote")


class Language(StrEnum):
    """The language of a question; the letters are Dutch."""

    NL = "nl"
    EN = "en"


class QuestionType(StrEnum):
    """What a question asks for, or where its answer stands; the last two are for unanswerable questions."""

    FACT = "fact"
    NUMBER = "number"
    DEFINITION = "definition"
    LIST = "list"
    REASON = "reason"
    REFERENCE = "reference"
    FOOTNOTE = "footnote"
    TABLE = "table"
    BOX = "box"
    COMPARISON = "comparison"
    NAMED_LETTER = "named-letter"
    ON_TOPIC = "on-topic"
    OFF_TOPIC = "off-topic"


UNANSWERABLE = frozenset({QuestionType.ON_TOPIC, QuestionType.OFF_TOPIC})


def types_of(*, answerable: bool) -> list[QuestionType]:
    """The types that a question may have whose answer is, or is not, in the letters."""
    return [each for each in QuestionType if (each not in UNANSWERABLE) is answerable]


class Form(StrEnum):
    """How a question is put."""

    PLAIN = "plain"
    EVERYDAY = "everyday"
    KEYWORDS = "keywords"
    TYPO = "typo"


class Need(StrEnum):
    """Whether one place of the evidence is enough, or every one is required."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place where an acceptable answer stands; `quote` is verbatim but for white space."""

    letter_id: str
    page: int
    quote: str


@dataclass(frozen=True, slots=True)
class Question:
    """A gold question; `evidence` is empty if and only if it is not answerable."""

    question_id: str
    text: str
    language: Language
    type: QuestionType
    form: Form
    answerable: bool
    need: Need
    evidence: tuple[Evidence, ...]
    note: str | None = None

    @property
    def groups(self) -> tuple[tuple[Evidence, ...], ...]:
        """What must be found: any one place of each group.

        Need "any" makes one group of all places, "all" a group of each.
        """
        if self.need is Need.ALL:
            return tuple((evidence,) for evidence in self.evidence)
        return (self.evidence,) if self.evidence else ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong on a line of a file of questions (counted from 1): a Dutch sentence that says what to do."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file of questions (counted from 1), with all that is wrong with it by itself.

    `question_id` is its id, empty where it has none that can be read; `question` is None where any part of it cannot be
    read; `places` are those of its evidence that can be read, each once.
    """

    number: int
    question_id: str
    question: Question | None
    places: tuple[Evidence, ...]
    faults: tuple[str, ...]


def read_gold(path: Path) -> tuple[Question, ...]:
    """The questions in a JSON Lines file, in its order.

    :raises GoldError: the file cannot be read, holds no question, or has a line that is not one as README.md
        describes it; the message says which line.
    """
    questions, faults = scan_gold(path)
    if faults:
        raise GoldError(f"{path}, regel {faults[0].line}: {faults[0].message}")
    if not questions:
        raise GoldError(f"Het vragenbestand {path} bevat geen vragen.")
    return tuple(questions.values())


def scan_gold(path: Path) -> tuple[dict[int, Question], list[Fault]]:
    """The questions in a JSON Lines file by their line, in its order, and what is wrong with its other lines.

    Lines that begin with # are remarks.

    :raises GoldError: the file cannot be read, or is no text.
    """
    lines = scan_lines(path)
    questions = {line.number: line.question for line in lines if line.question and not line.faults}
    return questions, [Fault(line.number, message) for line in lines for message in line.faults]


def scan_lines(path: Path) -> list[Line]:
    """The lines of a JSON Lines file but for remarks, each with all that is wrong with it by itself.

    :raises GoldError: the file cannot be read, or is no text.
    """
    try:
        # Some editors begin a file with a byte order mark.
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as exc:
        raise GoldError(
            f"Het vragenbestand {path} bestaat niet; maak het met: briefwijzer eval new {path}"
        ) from exc
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise GoldError(f"Het vragenbestand {path} kan niet worden gelezen: {reason}.") from exc
    except UnicodeDecodeError as exc:
        raise GoldError(f"Het vragenbestand {path} is geen UTF-8 (byte {exc.start}).") from exc
    lines: list[Line] = []
    seen: dict[tuple[str, str], int] = {}
    # Not splitlines: a JSON string may hold U+2028 and other characters that it takes for line ends.
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text.strip() else (), 1):
        if not line.startswith(COMMENT):
            lines.append(_read_line(number, line, seen))
    return lines


def same_question(text: str) -> str:
    """What two questions share that are one question: capitals and white space aside."""
    return " ".join(text.casefold().split())


def split_of(question_id: str) -> Split:
    """Which part a question belongs to: "dev" where the SHA-256 of its id is an even number, else "test".

    It depends on nothing else, so no question ever moves from one part to the other.
    """
    digest = hashlib.sha256(question_id.encode("utf-8")).digest()
    return "dev" if digest[-1] % 2 == 0 else "test"


def _read_line(number: int, line: str, seen: dict[tuple[str, str], int]) -> Line:
    """A line with all that is wrong with it.

    :param seen: on which line each id and each question stands first; those of this line are added.
    """
    try:
        record = _record(line)
    except GoldError as exc:
        return Line(number, "", None, (), (str(exc),))
    faults = [*key_faults(record, _REQUIRED, _OPTIONAL, "de vraag"), *value_faults(record, _VALUES)]
    places: list[Evidence] = []
    if "evidence" in record:
        places, wrong = _evidence(record["evidence"])
        faults += wrong
    question = None
    if not faults:
        question = Question(
            question_id=text_of(record, "id"),
            text=text_of(record, "question"),
            language=member_of(record, "language", Language),
            type=member_of(record, "type", QuestionType),
            form=member_of(record, "form", Form),
            answerable=boolean_of(record, "answerable"),
            need=member_of(record, "need", Need),
            evidence=tuple(places),
            note=text_of(record, "note") if "note" in record else None,
        )
        faults += _faults_together(question)
    question_id, text = (
        each if isinstance(each := record.get(key), str) else "" for key in ("id", "question")
    )
    if question_id.strip():
        faults += _not_new(seen, ("id", question_id), number, f"het id {question_id!r}")
    if text.strip():
        faults += _not_new(seen, ("question", same_question(text)), number, "deze vraag")
    return Line(number, question_id, question, tuple(dict.fromkeys(places)), tuple(faults))


def _not_new(seen: dict[tuple[str, str], int], key: tuple[str, str], number: int, what: str) -> Iterator[str]:
    if seen.setdefault(key, number) != number:
        yield f"{what} staat ook op regel {seen[key]}; verander een van beide of haal er een weg."


def _record(line: str) -> Record:
    """The JSON object on one line.

    :raises GoldError: there is none.
    """
    if not line.strip():
        raise GoldError("de regel is leeg; haal hem weg.")
    try:
        record = json.loads(line, object_pairs_hook=unique)
    except json.JSONDecodeError as exc:
        raise GoldError(
            f"geen geldige JSON (bij teken {exc.pos + 1}); schrijf op elke regel één vraag, van {{ tot }}."
        ) from exc
    except ValueError as exc:
        raise GoldError("geen geldige JSON: een getal heeft te veel cijfers.") from exc
    except RecursionError as exc:
        raise GoldError("de JSON is te diep genest; lijsten staan alleen in 'evidence'.") from exc
    if not isinstance(record, dict):
        raise GoldError("de vraag moet een JSON-object zijn.")
    return record


def _faults_together(question: Question) -> Iterator[str]:
    """What does not go together in a question of which each part is right."""
    if question.answerable == (question.type in UNANSWERABLE):
        state = "wel" if question.answerable else "niet"
        allowed = ", ".join(each.value for each in types_of(answerable=question.answerable))
        yield f"type {question.type.value!r} past niet bij een vraag die {state} te beantwoorden is; wel: {allowed}."
    if question.answerable and not question.evidence:
        yield (
            "'evidence' is leeg, maar de vraag is te beantwoorden; "
            "noem waar het antwoord staat, of maak van 'answerable' false."
        )
    if not question.answerable and question.evidence:
        yield (
            "'evidence' moet leeg zijn, want de vraag is niet te beantwoorden; "
            "maak er [] van, of van 'answerable' true."
        )
    if len(set(question.evidence)) < len(question.evidence):
        yield "'evidence' noemt tweemaal dezelfde plaats; haal er een weg."
    if question.need is Need.ALL and len(question.evidence) < 2:
        yield (
            f"need 'all' vraagt ten minste twee plaatsen; gevonden: {len(question.evidence)}. "
            "Voeg een plaats toe, of maak van 'need' 'any'."
        )
    if question.type is QuestionType.COMPARISON and question.need is not Need.ALL:
        yield "een vergelijking (type 'comparison') vraagt need 'all'."


def _evidence(value: object) -> tuple[list[Evidence], list[str]]:
    """The places that can be read, and what is wrong with the others."""
    if not isinstance(value, list):
        return [], ["'evidence' moet een lijst zijn."]
    places: list[Evidence] = []
    faults: list[str] = []
    for number, item in enumerate(value, 1):
        what = f"plaats {number} van 'evidence'"
        if not isinstance(item, dict):
            faults.append(f"{what} moet een JSON-object zijn.")
            continue
        wrong = [*key_faults(item, _EVIDENCE_KEYS, (), what), *value_faults(item, _EVIDENCE_VALUES)]
        faults += wrong
        if not wrong:
            places.append(
                Evidence(text_of(item, "letter"), page_number(item, "page"), text_of(item, "quote"))
            )
    return places, faults


def _id(record: Record, key: str) -> str:
    value = text_of(record, key)
    if not _ID.fullmatch(value):
        raise GoldError(f"het id {value!r} moet eruitzien als 'f-001'.")
    return value


def _question_text(record: Record, key: str) -> str:
    value = text_of(record, key)
    if len(value) > MAX_QUESTION:
        raise GoldError(f"de vraag heeft {len(value)} tekens; {MAX_QUESTION} is het meeste.")
    return value


_VALUES: Mapping[str, Reader] = {
    "id": _id,
    "question": _question_text,
    "language": partial(member_of, members=Language),
    "type": partial(member_of, members=QuestionType),
    "form": partial(member_of, members=Form),
    "answerable": boolean_of,
    "need": partial(member_of, members=Need),
    "note": text_of,
}
"""How each value of a question is read; `evidence` is a list of its own."""
_EVIDENCE_VALUES: Mapping[str, Reader] = {"letter": text_of, "page": page_number, "quote": text_of}
