"""The letters and their pages as resources, which a user can add to a conversation: a list, templates, and texts."""

from itertools import islice
from typing import TYPE_CHECKING

import mcp_types as types
from mcp.shared.exceptions import MCPError

from api.addresses import with_addresses
from api.lookup import find_letter, find_page
from api.mcp.links import (
    LETTER_TEMPLATE,
    PAGE_TEMPLATE,
    letter_uri,
    page_uri,
    parse_uri,
)
from api.mcp.quoting import page_text
from api.mcp.tools import page_part
from api.mcp.wording import LISTED_AT, WRONG_CURSOR
from api.terminal import one_line
from index.analysis import fold
from sources.errors import UnknownLetterError
from sources.types import Letter

if TYPE_CHECKING:
    from rag.assistant import Assistant

LISTED = 100
"""How many letters come in one answer; the next are asked for with its cursor."""
MAX_RESOURCE = 200_000
"""How many characters a resource has at most: about 60 000 tokens, which leaves room in a model's context. It holds
a letter of about seventy full pages."""
MAX_COMPLETIONS = 100
"""How many completions the protocol allows in one answer."""
TEXT = "text/plain"


def list_letters(assistant: "Assistant", cursor: str | None) -> types.ListResourcesResult:
    """The letters as resources, from `cursor` on.

    :param cursor: what the part before gave; None for the first part.
    :raises MCPError: the cursor is none that was given.
    """
    if cursor is not None and not (cursor.isascii() and cursor.isdecimal() and len(cursor) < 10):
        raise MCPError(types.INVALID_PARAMS, WRONG_CURSOR)
    start = int(cursor or 0)
    letters = list(islice(assistant.letters.values(), start, start + LISTED))
    end = start + len(letters)
    return types.ListResourcesResult(
        resources=[_resource(letter) for letter in letters],
        next_cursor=str(end) if end < len(assistant.letters) else None,
    )


def templates() -> types.ListResourceTemplatesResult:
    """How the URI of a letter and of a page is made."""
    return types.ListResourceTemplatesResult(
        resource_templates=[
            types.ResourceTemplate(
                uri_template=LETTER_TEMPLATE,
                name="letter",
                title="Een brief",
                description="De tekst van een brief, pagina voor pagina, met de bronvermelding van elke pagina. "
                "letter_id is percent-gecodeerd.",
                mime_type=TEXT,
            ),
            types.ResourceTemplate(
                uri_template=PAGE_TEMPLATE,
                name="page",
                title="Een pagina van een brief",
                description="De tekst van één pagina, met haar bronvermelding. letter_id is percent-gecodeerd.",
                mime_type=TEXT,
            ),
        ]
    )


def read(assistant: "Assistant", uri: str, base: str | None) -> types.ReadResourceResult:
    """The page, or the letter page by page; each page has its own URI and its source above it.

    :param base: the address of the server, if that is known.
    :raises UnknownLetterError: no letter has this URI.
    :raises UnknownPageError: the letter has no such page.
    """
    if (named := parse_uri(uri)) is None:
        raise UnknownLetterError(
            f"De URI {uri[:200]!r} is niet van een brief; verwacht wordt {LETTER_TEMPLATE} of {PAGE_TEMPLATE}."
        )
    letter_id, number = named
    letter = find_letter(assistant, letter_id, LISTED_AT)
    if number is None:
        return types.ReadResourceResult(contents=_whole(letter, base))
    part = page_part(letter, find_page(letter, number), length=MAX_RESOURCE)
    return types.ReadResourceResult(contents=[_content(uri, page_text(with_addresses(part, base)))])


def complete(assistant: "Assistant", params: types.CompleteRequestParams) -> types.CompleteResult:
    """What can stand in a template for the letter_id or page that a user is typing."""
    typed, context = params.argument.value, params.context
    found: list[str] = []
    if isinstance(params.ref, types.ResourceTemplateReference):
        if params.argument.name == "letter_id":
            found = [each for each in assistant.letters if fold(typed) in fold(each)]
        elif params.argument.name == "page":
            chosen = (context.arguments or {}).get("letter_id", "") if context else ""
            letter = assistant.letters.get(chosen)
            numbers = [str(page.number) for page in letter.pages] if letter else []
            found = [each for each in numbers if each.startswith(typed)]
    return types.CompleteResult(
        completion=types.Completion(
            values=found[:MAX_COMPLETIONS], total=len(found), has_more=len(found) > MAX_COMPLETIONS
        )
    )


def _resource(letter: Letter) -> types.Resource:
    return types.Resource(
        uri=letter_uri(letter.letter_id),
        name=letter.letter_id,
        title=one_line(letter.title),
        description=_description(letter),
        mime_type=TEXT,
    )


def _description(letter: Letter) -> str:
    pages = "1 pagina" if len(letter.pages) == 1 else f"{len(letter.pages)} pagina's"
    return one_line(" · ".join(each for each in (letter.kind, letter.date, letter.sender, pages) if each))


def _whole(letter: Letter, base: str | None) -> list[types.TextResourceContents | types.BlobResourceContents]:
    """What the letter is, then its pages, as many as a resource may hold."""
    pages: list[types.TextResourceContents] = []
    left = MAX_RESOURCE
    for page in letter.pages:
        if left <= 0:
            break
        text = page_text(with_addresses(page_part(letter, page, length=left), base))
        pages.append(_content(page_uri(letter.letter_id, page.number), text))
        left -= len(text)
    head = (
        f"Brief {one_line(letter.title)} (letter_id {one_line(letter.letter_id)}) · {_description(letter)}."
    )
    if len(pages) < len(letter.pages):
        head += f" Hier staan de pagina's 1 tot en met {len(pages)}; lees de andere één voor één."
    return [_content(letter_uri(letter.letter_id), head), *pages]


def _content(uri: str, text: str) -> types.TextResourceContents:
    return types.TextResourceContents(uri=uri, text=text, mime_type=TEXT)
