"""The four tools: ask, search, letters and page. Plain functions from checked arguments to an answer and its text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from api.addresses import with_addresses
from api.asking import ask, search
from api.dutch import field_errors
from api.lookup import find_letter, find_page
from api.mcp import quoting, wording
from api.mcp.links import letter_uri, page_uri
from api.mcp.schemas import (
    MAX_LETTERS,
    MAX_PART,
    LetterLine,
    LettersListed,
    LettersRequest,
    PageRequest,
    PageText,
)
from api.problems import FieldError, invalid_input
from api.questions import AskRequest
from api.respond import failures_out, index_out, page_url
from api.schemas import AskResponse, SearchResponse
from rag.cite import label
from sources.types import Letter, Page, Span

if TYPE_CHECKING:
    from api.metrics import Metrics
    from rag.assistant import Assistant

# The arguments and answers of a tool are its own; the table holds them for all, hence Any.
Run = Callable[["Assistant", Any], Any]
Write = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class LetterTool:
    """A tool: what it is called and for, what it takes, what it gives, and how that reads as text."""

    name: str
    title: str
    description: str
    request: type[BaseModel]
    response: type[BaseModel]
    run: Run
    write: Write

    def call(
        self, assistant: "Assistant", arguments: Mapping[str, Any], base: str | None
    ) -> tuple[BaseModel, str]:
        """The answer, and the same as text.

        :param arguments: as they came; None, in the filters too, is the same as not given, as some models fill in
            every argument.
        :param base: the address of the server, if that is known.
        :raises ProblemError: an argument is wrong.
        :raises BriefwijzerError: there is no such letter or page, or the question cannot be asked.
        """
        try:
            request = self.request.model_validate(_given(arguments))
        except ValidationError as exc:
            raise invalid_input(field_errors(exc, self.request)) from exc
        response = with_addresses(self.run(assistant, request), base)
        return response, self.write(response)


def letter_tools(metrics: "Metrics | None" = None) -> Mapping[str, LetterTool]:
    """The tools by name.

    :param metrics: where questions are counted, if anywhere.
    """

    def run_ask(assistant: "Assistant", request: AskRequest) -> AskResponse:
        return ask(assistant, request.question, request.top_k, request.filters.to_filters(), metrics)

    tools = (
        LetterTool(
            "ask",
            "Stel een vraag aan de brieven",
            wording.ASK,
            AskRequest,
            AskResponse,
            run_ask,
            quoting.answer_text,
        ),
        LetterTool(
            "search",
            "Zoek passages in de brieven",
            wording.SEARCH,
            AskRequest,
            SearchResponse,
            _search,
            quoting.search_text,
        ),
        LetterTool(
            "letters",
            "Toon welke brieven er zijn",
            wording.LETTERS,
            LettersRequest,
            LettersListed,
            _letters,
            quoting.letters_text,
        ),
        LetterTool(
            "page",
            "Lees een pagina van een brief",
            wording.PAGE,
            PageRequest,
            PageText,
            _page,
            quoting.page_text,
        ),
    )
    return MappingProxyType({tool.name: tool for tool in tools})


def page_part(letter: Letter, page: Page, start: int = 0, length: int = MAX_PART) -> PageText:
    """A page from character `start` on, at most `length` characters of it; a part ends at the end of a line or word."""
    end = _part_end(page.text, start, length)
    return PageText(
        letter_id=letter.letter_id,
        title=letter.title,
        page=page.number,
        pages=len(letter.pages),
        label=label(letter, page.number, (Span(page.number, start, end),)),
        ocr=page.ocr,
        text=page.text[start:end],
        start=start,
        next_start=end if end < len(page.text) else None,
        url=page_url(letter.letter_id, page.number),
        uri=page_uri(letter.letter_id, page.number),
    )


def _given(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {each: inner for each, inner in value.items() if inner is not None}
        if isinstance(value, Mapping)
        else value
        for name, value in arguments.items()
        if value is not None
    }


def _search(assistant: "Assistant", request: AskRequest) -> SearchResponse:
    return search(assistant, request.question, request.top_k, request.filters.to_filters())


def _letters(assistant: "Assistant", request: LettersRequest) -> LettersListed:
    selected = assistant.select(request.filters.to_filters())
    end = request.offset + request.limit
    failures = assistant.info.failures
    return LettersListed(
        letters=[_letter_line(letter) for letter in selected[request.offset : end]],
        total=len(selected),
        next_offset=end if end < len(selected) else None,
        failures=failures_out(failures[:MAX_LETTERS]),
        failures_total=len(failures),
        index=index_out(assistant.info),
    )


def _letter_line(letter: Letter) -> LetterLine:
    return LetterLine(
        letter_id=letter.letter_id,
        title=letter.title,
        kind=letter.kind,
        kenmerken=list(letter.kenmerken),
        kamerstukken=list(letter.kamerstukken),
        date=letter.date,
        sender=letter.sender,
        ministry=letter.ministry,
        pages=len(letter.pages),
        warnings=list(letter.warnings),
        url=page_url(letter.letter_id, 1),
        uri=letter_uri(letter.letter_id),
    )


def _page(assistant: "Assistant", request: PageRequest) -> PageText:
    letter = find_letter(assistant, request.letter_id, wording.LISTED_AT)
    page = find_page(letter, request.page)
    if request.start and request.start >= len(page.text):
        message = f"Pagina {page.number} heeft {len(page.text)} tekens; start moet daaronder liggen."
        raise invalid_input([FieldError(field="start", message=message)])
    return page_part(letter, page, request.start)


def _part_end(text: str, start: int, length: int) -> int:
    """Where a part ends: at the end of the page, of the last whole line, or else of the last whole word."""
    end = start + length
    if end >= len(text):
        return len(text)
    for mark in ("\n", " "):
        if (cut := text.rfind(mark, start, end)) > start:
            return cut + 1
    return end
