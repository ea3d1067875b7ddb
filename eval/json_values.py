"""Reads the values of a JSON object by hand: whatever is wrong with one is said in Dutch, and the next is read."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from sources.errors import GoldError

Record = Mapping[str, object]
Reader = Callable[[Record, str], object]
"""Reads the value of a key; raises a GoldError that says what is wrong with it."""

E = TypeVar("E", bound=StrEnum)


def key_faults(record: Record, required: Sequence[str], optional: Sequence[str], what: str) -> Iterator[str]:
    """Each key that is unknown, and each that is missing."""
    allowed = ", ".join([*required, *optional])
    for key in record:
        if key not in required and key not in optional:
            yield f"{what} heeft een onbekende sleutel {key!r}; toegestaan: {allowed}."
    for key in required:
        if key not in record:
            yield f"{what} mist de sleutel {key!r}; voeg hem toe."


def value_faults(record: Record, readers: Mapping[str, Reader]) -> Iterator[str]:
    """What is wrong with each value that is there."""
    for key, read in readers.items():
        if key in record:
            try:
                read(record, key)
            except GoldError as exc:
                yield str(exc)


def page_number(record: Record, key: str) -> int:
    """The value, a whole number from 1 up.

    :raises GoldError: it is something else.
    """
    value = record[key]
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise GoldError(f"{key!r} moet een geheel getal vanaf 1 zijn; gevonden: {value!r}.")
    return value


def text_of(record: Record, key: str) -> str:
    """The value, text that is not blank.

    :raises GoldError: it is something else.
    """
    value = record[key]
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{key!r} moet tekst zijn en mag niet leeg zijn; gevonden: {value!r}.")
    return value


def boolean_of(record: Record, key: str) -> bool:
    """The value, true or false.

    :raises GoldError: it is something else.
    """
    value = record[key]
    if not isinstance(value, bool):
        raise GoldError(f"{key!r} moet true of false zijn; gevonden: {value!r}.")
    return value


def member_of(record: Record, key: str, members: type[E]) -> E:
    """The value as one of `members`.

    :raises GoldError: it is none of them.
    """
    try:
        return members(text_of(record, key))
    except ValueError:
        allowed = ", ".join(member.value for member in members)
        raise GoldError(f"{key!r} is {record[key]!r}; toegestaan: {allowed}.") from None


def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object's pairs as a dict; JSON itself would let the last of two equal keys win.

    :raises GoldError: a key stands there twice.
    """
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise GoldError(f"de sleutel {twice!r} staat er tweemaal; haal er een weg.")
    return record
