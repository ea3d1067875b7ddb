"""What may be asked: the request's fields and their rules, the same for POST, GET and the command line."""

import calendar
import re
import unicodedata
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from rag.types import Filters

OWN_ERROR = "briefwijzer"
"""Error type of the rules below; their messages are Dutch already."""

MAX_QUESTION = 1000
DEFAULT_TOP_K = 5
MAX_TOP_K = 20
MAX_BATCH = 50
"""How many questions one request may hold: about a second's work, and at their longest they fit in a request of the
default size."""
MAX_LETTERS = 1000
"""How many letters one request may ask for, where it names a number; without one it gets them all."""
MAX_OFFSET = 999_999_999
MAX_FILTER_VALUES = 100
MAX_FILTER_CHARS = 200

_LINE_BREAKS_AND_TAB = "\n\r\t"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DIGITS = re.compile(r"[0-9]{1,9}")


def refuse_controls(text: str) -> str:
    """`text` itself.

    :raises PydanticCustomError: it holds a control character that is not a line break or a tab.
    """
    for position, char in enumerate(text):
        if unicodedata.category(char) == "Cc" and char not in _LINE_BREAKS_AND_TAB:
            raise PydanticCustomError(
                OWN_ERROR,
                "Bevat een stuurteken (U+{code}) op positie {position}; alleen regeleinden en tabs mogen.",
                {"code": f"{ord(char):04X}", "position": position + 1},
            )
    return text


def check_date(text: str) -> str:
    """`text` itself, an ISO date that may be cut: "2025", "2025-07" or "2025-07-11".

    :raises PydanticCustomError: it is no such date.
    """
    if (found := _DATE.fullmatch(text)) is not None:
        year, month, day = (int(part) if part else 1 for part in found.groups())
        if year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]:
            return text
    raise PydanticCustomError(OWN_ERROR, "Dit is geen datum; schrijf 2025, 2025-07 of 2025-07-11.")


def _in_digits(low: int, high: int) -> BeforeValidator:
    """A number in a query, where it is text; pydantic itself would also take "5.0", "1_0" and " 5"."""

    def digits_to_int(value: object) -> object:
        if isinstance(value, str):
            if _DIGITS.fullmatch(value) is None:
                message = f"Moet een geheel getal zijn van {low} tot en met {high}."
                raise PydanticCustomError(OWN_ERROR, message)
            return int(value)
        return value

    return BeforeValidator(digits_to_int)


Question = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_QUESTION),
    AfterValidator(refuse_controls),
]
FilterText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=MAX_FILTER_CHARS),
    AfterValidator(refuse_controls),
]
FilterDate = Annotated[FilterText, AfterValidator(check_date)]
FilterList = Annotated[list[FilterText], Field(max_length=MAX_FILTER_VALUES)]
TopK = Annotated[int, Field(ge=1, le=MAX_TOP_K)]

QUESTION_HELP = "De vraag, in gewone taal of als trefwoorden; 1 tot en met 1000 tekens, zonder stuurtekens."
TOP_K_HELP = "Hoeveel passages ten hoogste; 1 tot en met 20."


class FilterFields(BaseModel):
    """Which letters may answer; what is absent does not restrict."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "description": "Beperkt welke brieven mogen antwoorden; wat ontbreekt, beperkt niet."
        },
    )

    letter_ids: FilterList = Field(
        default_factory=list,
        description="Alleen deze brieven, met hun letter_id zoals die in de lijst van brieven staat.",
        examples=[["kamerbrief-visie-toekomst-industrie"]],
    )
    kinds: FilterList = Field(
        default_factory=list,
        description="Alleen deze soorten brieven.",
        examples=[["kamerbrief", "beslisnota"]],
    )
    kenmerk: FilterText | None = Field(
        default=None, description="Alleen brieven met dit kenmerk.", examples=["DGBI / 101636279"]
    )
    kamerstuk: FilterText | None = Field(
        default=None, description="Alleen brieven met dit Kamerstuknummer.", examples=["33009, nr. 70"]
    )
    sender: FilterText | None = Field(
        default=None,
        description="Alleen brieven van deze afzender; een deel van de naam volstaat.",
        examples=["Keijzer"],
    )
    date_from: FilterDate | None = Field(
        default=None,
        description="Alleen brieven van deze datum of later; jaar, maand of dag.",
        examples=["2020"],
    )
    date_to: FilterDate | None = Field(
        default=None,
        description="Alleen brieven van deze datum of eerder; jaar, maand of dag.",
        examples=["2025-07-11"],
    )

    @model_validator(mode="after")
    def _check_order(self) -> "FilterFields":
        # Cut dates are inclusive, so only the part that both have counts: from 2020-05 to 2020 is a period.
        if self.date_from and self.date_to:
            length = min(len(self.date_from), len(self.date_to))
            if self.date_from[:length] > self.date_to[:length]:
                raise PydanticCustomError(
                    OWN_ERROR,
                    "date_from ({date_from}) ligt na date_to ({date_to}); zo blijft geen brief over.",
                    {"date_from": self.date_from, "date_to": self.date_to},
                )
        return self

    def to_filters(self) -> Filters:
        """The same restrictions as the answering layer takes them."""
        return Filters(
            letter_ids=tuple(self.letter_ids),
            kinds=tuple(self.kinds),
            kenmerk=self.kenmerk,
            kamerstuk=self.kamerstuk,
            sender=self.sender,
            date_from=self.date_from,
            date_to=self.date_to,
        )


class AskRequest(BaseModel):
    """A question to the letters."""

    model_config = ConfigDict(
        extra="forbid", strict=True, json_schema_extra={"description": "Een vraag aan de brieven."}
    )

    question: Question = Field(
        description=QUESTION_HELP, examples=["Hoeveel mensen werken er in de industrie?"]
    )
    top_k: TopK = Field(default=DEFAULT_TOP_K, description=TOP_K_HELP, examples=[5])
    filters: FilterFields = Field(
        default_factory=FilterFields,
        description="Beperkt welke brieven mogen antwoorden.",
        examples=[{"kinds": ["kamerbrief"], "date_from": "2020"}],
    )


class AskBatch(BaseModel):
    """Several questions at once."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={
            "description": "Vragen die na elkaar worden beantwoord, uit één en dezelfde index."
        },
    )

    questions: Annotated[list[AskRequest], Field(min_length=1, max_length=MAX_BATCH)] = Field(
        description=f"De vragen, elk met haar eigen top_k en filters; 1 tot en met {MAX_BATCH}.",
        examples=[
            [
                {"question": "Hoeveel mensen werken er in de industrie?"},
                {"question": "Wanneer stopt het topsectorenbeleid?", "top_k": 1},
            ]
        ],
    )


class AskQuery(FilterFields):
    """The same as AskRequest, as query parameters."""

    q: Question = Field(description=QUESTION_HELP, examples=["Hoeveel mensen werken er in de industrie?"])
    top_k: Annotated[TopK, _in_digits(1, MAX_TOP_K)] = Field(
        default=DEFAULT_TOP_K, description=TOP_K_HELP, examples=[5]
    )


class LettersQuery(FilterFields):
    """Which letters to list, as query parameters."""

    limit: Annotated[int, Field(ge=1, le=MAX_LETTERS), _in_digits(1, MAX_LETTERS)] | None = Field(
        default=None,
        description=f"Hoeveel brieven ten hoogste; 1 tot en met {MAX_LETTERS}. Zonder dit komen alle brieven.",
        examples=[25],
    )
    offset: Annotated[int, Field(ge=0, le=MAX_OFFSET), _in_digits(0, MAX_OFFSET)] = Field(
        default=0,
        description="Hoeveel brieven er worden overgeslagen; next_offset van het vorige deel.",
        examples=[0],
    )
