"""What the address of the page asks: the question and the filters, by the names that a person sees."""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from api.dutch import translate_errors
from api.problems import FieldError
from api.questions import AskRequest
from sources.facts.dates import DATE, MONTHS, iso_of

_NAMES = {
    "question": "vraag",
    "letter": "brief",
    "kind": "soort",
    "sender": "afzender",
    "date_from": "van",
    "date_to": "tot",
}
"""What each field is called in an address."""
_LABELS = {
    "question": "Uw vraag",
    "filters.letter_ids": "Brief",
    "filters.kinds": "Soort",
    "filters.sender": "Afzender",
    "filters.date_from": "Vanaf",
    "filters.date_to": "Tot en met",
    "filters": "Datum",
}
"""What each field of the contract is called on the page."""
_MONTH = re.compile(rf"(?P<month>{'|'.join(MONTHS)}) (?P<year>\d{{4}})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageQuestion:
    """A question as it stands in the page's form, nothing checked yet; empty is not asked."""

    question: str = ""
    letter: str = ""
    kind: str = ""
    sender: str = ""
    date_from: str = ""
    date_to: str = ""

    @property
    def filtered(self) -> bool:
        """Whether anything restricts which letters may answer."""
        return any((self.letter, self.kind, self.sender, self.date_from, self.date_to))

    @property
    def query(self) -> str:
        """What follows `?` in the address of this question; empty where nothing is asked."""
        return urlencode({name: value for field, name in _NAMES.items() if (value := getattr(self, field))})


def read_question(params: QueryParams) -> PageQuestion:
    """The question that an address, or a form, asks; of a name that stands there twice the last counts."""
    return PageQuestion(**{field: params.get(name, "").strip() for field, name in _NAMES.items()})


def check_question(asked: PageQuestion) -> AskRequest | list[FieldError]:
    """The question as the contract has it, or what is wrong with it, each field by its name on the page."""
    filters: dict[str, object] = {
        "letter_ids": [asked.letter] if asked.letter else [],
        "kinds": [asked.kind] if asked.kind else [],
        "sender": asked.sender or None,
        "date_from": iso_date(asked.date_from) or None,
        "date_to": iso_date(asked.date_to) or None,
    }
    try:
        return AskRequest.model_validate({"question": asked.question, "filters": filters})
    except ValidationError as exc:
        errors = [{**error, "loc": ("body", *error["loc"])} for error in exc.errors()]
        return [_named(error) for error in translate_errors(errors, AskRequest)]


def iso_date(text: str) -> str:
    """A date as a person writes it in the form of the contract; what is no date comes back as it is.

    `1 mei 2024` and `01-05-2024` give `2024-05-01`, `mei 2024` gives `2024-05`.
    """
    if (match := DATE.fullmatch(text)) is not None:
        return iso_of(match) or text
    if (match := _MONTH.fullmatch(text)) is not None:
        return f"{match['year']}-{MONTHS.index(match['month'].lower()) + 1:02d}"
    return text


def address(asked: PageQuestion) -> str:
    """The address of the page with this question."""
    return f"/?{asked.query}" if asked.query else "/"


def _named(error: FieldError) -> FieldError:
    field = error.field.partition("[")[0]
    message = error.message.replace("date_from", "De eerste datum").replace("date_to", "de laatste")
    return FieldError(field=_LABELS.get(field, field), message=message)
