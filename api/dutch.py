"""What pydantic found wrong with a request, said in Dutch: one table from error type to sentence."""

import difflib
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeGuard, get_args

from pydantic import BaseModel, ValidationError

from api.problems import MOST_ERRORS, FieldError
from api.questions import OWN_ERROR

MAX_NAME_CHARS = 60
"""A field name that a caller made up is shown no longer than this."""

MESSAGES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "Ontbreekt; dit veld is verplicht.",
        "json_invalid": "Geen geldige JSON.",
        "model_type": "Moet een JSON-object zijn.",
        "model_attributes_type": "Moet een JSON-object zijn.",
        "dict_type": "Moet een JSON-object zijn.",
        "invalid_key": "Heeft een veldnaam die geen geldige tekst is.",
        "string_type": "Moet tekst zijn.",
        "string_unicode": "Bevat tekens die geen geldige tekst zijn (een half surrogaatpaar).",
        "string_too_short": "Mag niet leeg zijn.",
        "string_too_long": "Is te lang: ten hoogste {max_length} tekens.",
        "int_type": "Moet een geheel getal zijn.",
        "int_from_float": "Moet een geheel getal zijn.",
        "int_parsing": "Moet een geheel getal zijn.",
        "int_parsing_size": "Is een te groot getal.",
        "float_type": "Moet een getal zijn.",
        "float_parsing": "Moet een getal zijn.",
        "finite_number": "Moet een eindig getal zijn.",
        "bool_type": "Moet true of false zijn.",
        "bool_parsing": "Moet true of false zijn.",
        "list_type": "Moet een lijst zijn.",
        "too_long": "Heeft te veel waarden: ten hoogste {max_length}.",
        "too_short": "Heeft te weinig waarden: ten minste {min_length}.",
        "greater_than": "Moet groter dan {gt} zijn.",
        "greater_than_equal": "Moet ten minste {ge} zijn.",
        "less_than": "Moet kleiner dan {lt} zijn.",
        "less_than_equal": "Moet ten hoogste {le} zijn.",
        "literal_error": "Is geen van de toegestane waarden.",
        "enum": "Is geen van de toegestane waarden.",
    }
)
FALLBACK = "Heeft een waarde die niet is toegestaan."
NO_BODY = "De aanvraag heeft geen inhoud; stuur JSON met ten minste {field}."


def field_errors(exc: ValidationError, model: type[BaseModel]) -> list[FieldError]:
    """What is wrong with values that were given for `model`, as fields and Dutch sentences."""
    return translate_errors([{**error, "loc": ("body", *error["loc"])} for error in exc.errors()], model)


def translate_errors(errors: Sequence[Mapping[str, Any]], model: type[BaseModel] | None) -> list[FieldError]:
    """What pydantic reports, as fields and Dutch sentences.

    `{"type": "less_than_equal", "loc": ("body", "top_k"), "ctx": {"le": 20}}` gives
    `FieldError(field="top_k", message="Moet ten hoogste 20 zijn.")`.

    :param errors: pydantic's or FastAPI's error records; `loc` begins with "body", "query" or "path". Those that an
        answer has no place for are left out.
    :param model: what the body or the query should have been; None where the path alone can be wrong.
    """
    return [
        FieldError(field=_field_name(error["loc"]), message=_message(error, model))
        for error in errors[:MOST_ERRORS]
    ]


def unknown_name(name: str, allowed: Sequence[str]) -> str:
    """The sentence for a name that does not exist, with the names that do.

    `unknown_name("topk", ("q", "top_k"))` gives "Onbekend; bedoelt u top_k? Toegestaan zijn: q, top_k."
    """
    near = difflib.get_close_matches(name[:MAX_NAME_CHARS], allowed, n=1)
    hint = f"Onbekend; bedoelt u {near[0]}?" if near else "Onbekend."
    names = f"Toegestaan zijn: {', '.join(allowed)}." if allowed else "Hier zijn geen parameters toegestaan."
    return f"{hint} {names}"


def _message(error: Mapping[str, Any], model: type[BaseModel] | None) -> str:
    loc, kind = error["loc"], error["type"]
    if kind == OWN_ERROR:
        return str(error["msg"])
    if model is not None and kind == "extra_forbidden":
        fields = _model_at(loc[1:-1], model).model_fields
        return unknown_name(str(loc[-1]), sorted(fields, key=lambda name: not fields[name].is_required()))
    if model is not None and kind == "missing" and tuple(loc) == ("body",):
        required = [name for name, field in model.model_fields.items() if field.is_required()]
        return NO_BODY.format(field=" en ".join(required))
    return MESSAGES.get(kind, FALLBACK).format_map(error.get("ctx", {}))


def _model_at(loc: Sequence[str | int], model: type[BaseModel]) -> type[BaseModel]:
    """The model inside `model` that the fields of `loc` lead to; a number in it is a place in a list."""
    for part in loc:
        if isinstance(part, str):
            kind = model.model_fields[part].annotation
            model = next(each for each in (kind, *get_args(kind)) if _is_model(each))
    return model


def _is_model(kind: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _field_name(loc: Sequence[str | int]) -> str:
    """`("body", "filters", "letter_ids", 0)` gives "filters.letter_ids[0]"; the whole body is "body"."""
    name = ""
    for part in loc[1:]:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += ("." if name else "") + part[:MAX_NAME_CHARS]
    return name or str(loc[0])
