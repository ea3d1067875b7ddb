"""The OpenAPI text as plain records, for the explanation page at /docs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ShownField:
    """A parameter or a field of a schema."""

    name: str
    type: str
    required: bool
    description: str
    example: str


@dataclass(frozen=True, slots=True)
class ShownResponse:
    """One status that an operation can answer with; `schema` is the name of the answer's schema."""

    status: str
    description: str
    schema: str


@dataclass(frozen=True, slots=True)
class ShownOperation:
    """One method of one path."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ShownField, ...]
    body: str
    responses: tuple[ShownResponse, ...]


@dataclass(frozen=True, slots=True)
class ShownSchema:
    """One JSON object with its fields."""

    name: str
    description: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True, slots=True)
class ShownApi:
    """The whole HTTP interface."""

    title: str
    version: str
    description: str
    operations: tuple[ShownOperation, ...]
    schemas: tuple[ShownSchema, ...]


def describe_api(openapi: Mapping[str, Any]) -> ShownApi:
    """The OpenAPI text in the order in which a reader wants it."""
    info = openapi["info"]
    schemas = openapi.get("components", {}).get("schemas", {})
    return ShownApi(
        title=info["title"],
        version=info["version"],
        description=info.get("description", ""),
        operations=tuple(
            _operation(path, method, operation)
            for path, methods in openapi["paths"].items()
            for method, operation in methods.items()
        ),
        schemas=tuple(
            ShownSchema(name, schema.get("description", ""), tuple(_fields(schema)))
            for name, schema in schemas.items()
        ),
    )


def _operation(path: str, method: str, operation: Mapping[str, Any]) -> ShownOperation:
    return ShownOperation(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", ""),
        parameters=tuple(sorted(_parameters(operation), key=lambda field: not field.required)),
        body=_content_schema(operation.get("requestBody", {})),
        responses=tuple(
            ShownResponse(status, response.get("description", ""), _content_schema(response))
            for status, response in sorted(operation.get("responses", {}).items())
        ),
    )


def _parameters(operation: Mapping[str, Any]) -> Iterator[ShownField]:
    for each in operation.get("parameters", ()):
        yield _field(each["name"], each, required=each.get("required", False))


def _fields(schema: Mapping[str, Any]) -> Iterator[ShownField]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield _field(name, field, required=name in required)


def _field(name: str, field: Mapping[str, Any], *, required: bool) -> ShownField:
    schema = field.get("schema", field)
    examples = field.get("examples") or schema.get("examples")
    return ShownField(
        name=name,
        type=_type(schema),
        required=required,
        description=field.get("description") or schema.get("description", ""),
        example=json.dumps(examples[0], ensure_ascii=False) if examples else "",
    )


def _content_schema(holder: Mapping[str, Any]) -> str:
    for content in holder.get("content", {}).values():
        if reference := content.get("schema", {}).get("$ref"):
            return str(reference).rpartition("/")[2]
    return ""


def _type(schema: Mapping[str, Any]) -> str:
    """`{"anyOf": [{"type": "string"}, {"type": "null"}]}` gives "string of null"."""
    if reference := schema.get("$ref"):
        return str(reference).rpartition("/")[2]
    if options := schema.get("anyOf"):
        return " of ".join(_type(option) for option in options)
    if schema.get("type") == "array":
        return f"lijst van {_type(schema.get('items', {}))}"
    return str(schema.get("type", ""))
