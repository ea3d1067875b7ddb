"""Whole addresses for answers that are read away from this server; without them `url` is a path."""

from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request

Model = TypeVar("Model", bound=BaseModel)


def server_address(request: Request, public_url: str | None) -> str:
    """The address of this server, without / at the end.

    :param public_url: what the setting says it is; None takes it from the request.
    """
    return (public_url or str(request.base_url)).rstrip("/")


def with_addresses(response: Model, base: str | None) -> Model:
    """The same with every `url` made whole; they stay paths where the server's address is not known.

    :param base: the server's address, without / at the end.
    """
    if base is None:
        return response
    return type(response).model_validate(_based(response.model_dump(), base))


def _based(value: object, base: str) -> object:
    if isinstance(value, dict):
        return {
            key: base + each if key == "url" and isinstance(each, str) else _based(each, base)
            for key, each in value.items()
        }
    return [_based(each, base) for each in value] if isinstance(value, list) else value
