"""What the tools take and give beyond the HTTP interface, and how a model's schema is shown to a client."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from api.questions import FilterFields
from api.schemas import EXAMPLE_LETTER, EXAMPLE_TITLE, FailedLetterOut, IndexOut

MAX_LETTERS = 100
"""How many letters one call may list: about 60 tokens each, so that a list leaves room in a model's context."""
MAX_PART = 20_000
"""How many characters of a page come at once: more than any page of A4 holds, about 6000 tokens. A letter without pages
is one page, however long."""


class LettersRequest(BaseModel):
    """Which letters to list."""

    model_config = ConfigDict(extra="forbid", strict=True)

    filters: FilterFields = Field(
        default_factory=FilterFields,
        description="Beperkt welke brieven getoond worden.",
        examples=[{"kinds": ["kamerbrief"], "date_from": "2020"}],
    )
    limit: Annotated[int, Field(ge=1, le=MAX_LETTERS)] = Field(
        default=25, description=f"Hoeveel brieven ten hoogste; 1 tot en met {MAX_LETTERS}.", examples=[25]
    )
    offset: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        default=0, description="Hoeveel brieven er worden overgeslagen, vanaf 0.", examples=[0]
    )


class PageRequest(BaseModel):
    """Which page to read."""

    model_config = ConfigDict(extra="forbid", strict=True)

    letter_id: Annotated[str, StringConstraints(min_length=1, max_length=1000)] = Field(
        description="De brief, met de letter_id van een bronvermelding of uit letters.",
        examples=[EXAMPLE_LETTER],
    )
    page: Annotated[int, Field(ge=1, le=1_000_000_000)] = Field(
        description="Paginanummer, vanaf 1; page van een bronvermelding.", examples=[4]
    )
    start: Annotated[int, Field(ge=0, le=1_000_000_000)] = Field(
        default=0, description="Vanaf welk teken van de pagina, vanaf 0; next_start van het vorige deel."
    )


class LetterLine(BaseModel):
    """A letter in a list."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"description": "Een brief, in het kort."})

    letter_id: str = Field(description="Vaste naam van de brief.", examples=[EXAMPLE_LETTER])
    title: str = Field(description="Titel.", examples=[EXAMPLE_TITLE])
    kind: str = Field(description="Soort brief.", examples=["kamerbrief"])
    kenmerken: list[str] = Field(description="Alle kenmerken die bekend zijn.")
    kamerstukken: list[str] = Field(description="Alle Kamerstuknummers die bekend zijn.")
    date: str | None = Field(description="Datum: jaar, jaar-maand of jaar-maand-dag, als die bekend is.")
    sender: str | None = Field(description="Afzender, als die bekend is.")
    ministry: str | None = Field(description="Ministerie, als het bekend is.")
    pages: int = Field(description="Aantal pagina's.")
    warnings: list[str] = Field(description="Wat bij het lezen twijfel gaf.")
    url: str = Field(description="Adres van de eerste pagina.")
    uri: str = Field(description="De brief als MCP-bron.")


class LettersListed(BaseModel):
    """A part of the list of letters."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"description": "Een deel van de lijst van brieven."}
    )

    letters: list[LetterLine] = Field(description="De brieven, in de volgorde van de index.")
    total: int = Field(description="Hoeveel brieven de filters doorlaten.")
    next_offset: int | None = Field(
        description="De offset van het volgende deel; null als dit het laatste is."
    )
    failures: list[FailedLetterOut] = Field(
        description=f"Bestanden die niet te lezen waren, ten hoogste {MAX_LETTERS}."
    )
    failures_total: int = Field(description="Hoeveel bestanden niet te lezen waren.")
    index: IndexOut = Field(description="De index.")


class PageText(BaseModel):
    """The text of a page, or a part of it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"description": "De tekst van een pagina, of een deel ervan."}
    )

    letter_id: str = Field(description="Vaste naam van de brief.", examples=[EXAMPLE_LETTER])
    title: str = Field(description="Titel van de brief.")
    page: int = Field(description="Paginanummer, vanaf 1.")
    pages: int = Field(description="Aantal pagina's van de brief.")
    label: str = Field(description="De bronvermelding voor citaten uit deze tekst, als één regel.")
    ocr: bool = Field(description="Of de tekst uit een beeld is herkend.")
    text: str = Field(description="De tekst, woord voor woord.")
    start: int = Field(description="Vanaf welk teken van de pagina dit deel begint.")
    next_start: int | None = Field(description="Waar het volgende deel begint; null als dit het laatste is.")
    url: str = Field(description="Adres van de pagina.")
    uri: str = Field(description="De pagina als MCP-bron.")


def schema_of(model: type[BaseModel], *, output: bool = False) -> dict[str, Any]:
    """The JSON schema of a model with every reference filled in: not every client follows `$ref`."""
    schema = model.model_json_schema(mode="serialization" if output else "validation")
    definitions = schema.pop("$defs", {})
    filled = _filled(schema, definitions)
    return filled if isinstance(filled, dict) else schema


def _filled(node: object, definitions: Mapping[str, Any]) -> object:
    if isinstance(node, list):
        return [_filled(each, definitions) for each in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _filled(value, definitions) for key, value in node.items() if key != "$ref"}
    if (reference := node.get("$ref")) is None:
        return rest
    target = _filled(definitions[str(reference).rpartition("/")[2]], definitions)
    # What stands beside a reference says more of this one field.
    return {**target, **rest} if isinstance(target, dict) else rest
