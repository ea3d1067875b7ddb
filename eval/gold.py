"""The gold questions: read strictly, and split in dev and test. `eval.check` proves their quotes."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, TypeVar

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

E = TypeVar("E", bound=StrEnum)


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
    questions: dict[int, Question] = {}
    faults: list[Fault] = []
    ids: dict[str, int] = {}
    texts: dict[str, int] = {}
    # Not splitlines: a JSON string may hold U+2028 and other characters that it takes for line ends.
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text.strip() else (), 1):
        if line.startswith(COMMENT):
            continue
        try:
            question = _question(line)
            _check_new(ids, question.question_id, number, f"het id {question.question_id!r}")
            _check_new(texts, same_question(question.text), number, "deze vraag")
        except GoldError as exc:
            faults.append(Fault(number, str(exc)))
        else:
            questions[number] = question
    return questions, faults


def same_question(text: str) -> str:
    """What two questions share that are one question: capitals and white space aside."""
    return " ".join(text.casefold().split())


def split_of(question_id: str) -> Split:
    """Which part a question belongs to: "dev" where the SHA-256 of its id is an even number, else "test".

    It depends on nothing else, so no question ever moves from one part to the other.
    """
    digest = hashlib.sha256(question_id.encode("utf-8")).digest()
    return "dev" if digest[-1] % 2 == 0 else "test"


def _check_new(seen: dict[str, int], key: str, number: int, what: str) -> None:
    if key in seen:
        raise GoldError(f"{what} staat ook op regel {seen[key]}; verander een van beide of haal er een weg.")
    seen[key] = number


def _question(line: str) -> Question:
    """The question on one line.

    :raises GoldError: without the line number.
    """
    if not line.strip():
        raise GoldError("de regel is leeg; haal hem weg.")
    try:
        record = json.loads(line, object_pairs_hook=_unique)
    except json.JSONDecodeError as exc:
        raise GoldError(
            f"geen geldige JSON (bij teken {exc.pos + 1}); schrijf op elke regel één vraag, van {{ tot }}."
        ) from exc
    except ValueError as exc:
        raise GoldError("geen geldige JSON: een getal heeft te veel cijfers.") from exc
    except RecursionError as exc:
        raise GoldError("de JSON is te diep genest; lijsten staan alleen in 'evidence'.") from exc
    fields = _object(record, _REQUIRED, _OPTIONAL, "de vraag")
    question = Question(
        question_id=_text(fields, "id"),
        text=_text(fields, "question"),
        language=_member(fields, "language", Language),
        type=_member(fields, "type", QuestionType),
        form=_member(fields, "form", Form),
        answerable=_boolean(fields, "answerable"),
        need=_member(fields, "need", Need),
        evidence=_evidence(fields["evidence"]),
        note=_text(fields, "note") if "note" in fields else None,
    )
    _check_whole(question)
    return question


def _check_whole(question: Question) -> None:
    """Refuse a question whose parts do not go together."""
    if not _ID.fullmatch(question.question_id):
        raise GoldError(f"het id {question.question_id!r} moet eruitzien als 'f-001'.")
    if len(question.text) > MAX_QUESTION:
        raise GoldError(f"de vraag heeft {len(question.text)} tekens; {MAX_QUESTION} is het meeste.")
    if question.answerable == (question.type in UNANSWERABLE):
        state = "wel" if question.answerable else "niet"
        allowed = ", ".join(each.value for each in types_of(answerable=question.answerable))
        raise GoldError(
            f"type {question.type.value!r} past niet bij een vraag die {state} te beantwoorden is; wel: {allowed}."
        )
    if question.answerable and not question.evidence:
        raise GoldError(
            "'evidence' is leeg, maar de vraag is te beantwoorden; "
            "noem waar het antwoord staat, of maak van 'answerable' false."
        )
    if not question.answerable and question.evidence:
        raise GoldError(
            "'evidence' moet leeg zijn, want de vraag is niet te beantwoorden; "
            "maak er [] van, of van 'answerable' true."
        )
    if len(set(question.evidence)) < len(question.evidence):
        raise GoldError("'evidence' noemt tweemaal dezelfde plaats; haal er een weg.")
    if question.need is Need.ALL and len(question.evidence) < 2:
        raise GoldError(
            f"need 'all' vraagt ten minste twee plaatsen; gevonden: {len(question.evidence)}. "
            "Voeg een plaats toe, of maak van 'need' 'any'."
        )
    if question.type is QuestionType.COMPARISON and question.need is not Need.ALL:
        raise GoldError("een vergelijking (type 'comparison') vraagt need 'all'.")


def _evidence(value: object) -> tuple[Evidence, ...]:
    if not isinstance(value, list):
        raise GoldError("'evidence' moet een lijst zijn.")
    places = []
    for number, item in enumerate(value, 1):
        fields = _object(item, _EVIDENCE_KEYS, (), f"plaats {number} van 'evidence'")
        page = fields["page"]
        if not isinstance(page, int) or isinstance(page, bool) or page < 1:
            raise GoldError(f"'page' moet een geheel getal vanaf 1 zijn; gevonden: {page!r}.")
        places.append(Evidence(_text(fields, "letter"), page, _text(fields, "quote")))
    return tuple(places)


def _object(
    value: object, required: Sequence[str], optional: Sequence[str], what: str
) -> Mapping[str, object]:
    """A JSON object with these keys and no others."""
    if not isinstance(value, dict):
        raise GoldError(f"{what} moet een JSON-object zijn.")
    if unknown := [key for key in value if key not in required and key not in optional]:
        allowed = ", ".join([*required, *optional])
        raise GoldError(f"{what} heeft een onbekende sleutel {unknown[0]!r}; toegestaan: {allowed}.")
    if missing := [key for key in required if key not in value]:
        raise GoldError(f"{what} mist de sleutel {missing[0]!r}; voeg hem toe.")
    return value


def _text(fields: Mapping[str, object], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{key!r} moet tekst zijn en mag niet leeg zijn; gevonden: {value!r}.")
    return value


def _boolean(fields: Mapping[str, object], key: str) -> bool:
    value = fields[key]
    if not isinstance(value, bool):
        raise GoldError(f"{key!r} moet true of false zijn; gevonden: {value!r}.")
    return value


def _member(fields: Mapping[str, object], key: str, members: type[E]) -> E:
    try:
        return members(_text(fields, key))
    except ValueError:
        allowed = ", ".join(member.value for member in members)
        raise GoldError(f"{key!r} is {fields[key]!r}; toegestaan: {allowed}.") from None


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object's pairs as a dict; JSON itself would let the last of two equal keys win."""
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GoldError(f"de sleutel {twice!r} staat er tweemaal; haal er een weg.")
    return record
