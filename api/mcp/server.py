"""The MCP server: the tools and resources behind the SDK's protocol; every refusal is a Dutch sentence.

The SDK's plain server, and not the one that makes tools of functions: the list of resources is that of the index that
now serves, and what is wrong with an argument is said as the HTTP interface says it.
"""

import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import mcp_types as types
from anyio import to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from starlette.requests import Request

from api.addresses import server_address
from api.mcp import resources
from api.mcp.schemas import schema_of
from api.mcp.tools import LetterTool, letter_tools
from api.mcp.wording import INSTRUCTIONS, UNEXPECTED, UNKNOWN_TOOL
from api.problems import ProblemError
from api.terminal import one_line
from api.version import program_version
from sources.errors import BriefwijzerError, UnknownLetterError, UnknownPageError

if TYPE_CHECKING:
    from api.metrics import Metrics
    from rag.assistant import Assistant

Context = ServerRequestContext[Any, Any]
Result = TypeVar("Result")

logger = logging.getLogger(__name__)


def create_server(
    assistant: "Callable[[], Assistant]", metrics: "Metrics | None" = None, public_url: str | None = None
) -> Server[Any]:
    """The MCP server, for any transport; nothing is loaded yet.

    :param assistant: gives the Assistant that serves now, or raises ProblemError; called in a thread, for each request.
    :param metrics: where questions are counted, if anywhere.
    :param public_url: the address at which readers find the pages; None takes that of the request, if there is one.
    """
    tools = letter_tools(metrics)
    listed = [_listed(tool) for tool in tools.values()]

    async def list_tools(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=listed)

    async def call_tool(context: Context, params: types.CallToolRequestParams) -> types.CallToolResult:
        if (tool := tools.get(params.name)) is None:
            names = ", ".join(tools)
            raise MCPError(types.INVALID_PARAMS, UNKNOWN_TOOL.format(name=params.name[:80], names=names))
        base = _base(context, public_url)

        def call() -> types.CallToolResult:
            response, text = tool.call(assistant(), params.arguments or {}, base)
            return types.CallToolResult(
                content=[types.TextContent(text=text)], structured_content=response.model_dump(mode="json")
            )

        began = time.perf_counter()
        result = await to_thread.run_sync(_caught, tool.name, call)
        outcome = "fout" if result.is_error else "gelukt"
        logger.info("%s %s %.1f ms", tool.name, outcome, (time.perf_counter() - began) * 1000)
        return result

    async def list_resources(
        _: Context, params: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        cursor = params.cursor if params else None
        return await _reading(lambda: resources.list_letters(assistant(), cursor))

    async def list_templates(
        _: Context, __: types.PaginatedRequestParams | None
    ) -> types.ListResourceTemplatesResult:
        return resources.templates()

    async def read_resource(
        context: Context, params: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        base = _base(context, public_url)
        return await _reading(lambda: resources.read(assistant(), params.uri, base))

    async def complete(_: Context, params: types.CompleteRequestParams) -> types.CompleteResult:
        return await _reading(lambda: resources.complete(assistant(), params))

    return Server(
        "briefwijzer",
        title="Briefwijzer",
        version=program_version(),
        description="Vragen aan brieven van de overheid, beantwoord met passages woord voor woord en met bron.",
        instructions=INSTRUCTIONS,
        get_tool_input_schema=lambda name: next(
            (tool.input_schema for tool in listed if tool.name == name), None
        ),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
        on_completion=complete,
    )


def _listed(tool: LetterTool) -> types.Tool:
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=schema_of(tool.request),
        output_schema=schema_of(tool.response, output=True),
        annotations=types.ToolAnnotations(
            title=tool.title,
            read_only_hint=True,
            destructive_hint=False,
            idempotent_hint=True,
            open_world_hint=False,
        ),
    )


def _base(context: Context, public_url: str | None) -> str | None:
    """The address of the server, without / at the end; None over stdio, where none is known but by the setting."""
    if isinstance(context.request, Request):
        return server_address(context.request, public_url)
    return public_url and public_url.rstrip("/")


def _caught(name: str, call: Callable[[], types.CallToolResult]) -> types.CallToolResult:
    """What the tool gives, or what went wrong as a result that the model can read and act on."""
    try:
        return call()
    except (ProblemError, BriefwijzerError) as exc:
        # It may name a letter, and a file name may have more than one line.
        message = one_line(str(exc))
    except Exception:
        logger.exception("Onverwachte fout in hulpmiddel %s", name)
        message = UNEXPECTED
    return types.CallToolResult(content=[types.TextContent(text=message)], is_error=True)


async def _reading(read: Callable[[], Result]) -> Result:
    """What `read` gives, from a thread; what goes wrong is an error of the protocol, since no result can hold it."""
    try:
        return await to_thread.run_sync(read)
    except MCPError:
        raise
    except (UnknownLetterError, UnknownPageError) as exc:
        raise MCPError(types.INVALID_PARAMS, one_line(str(exc))) from exc
    except (ProblemError, BriefwijzerError) as exc:
        raise MCPError(types.INTERNAL_ERROR, one_line(str(exc))) from exc
    except Exception as exc:
        logger.exception("Onverwachte fout bij een bron")
        raise MCPError(types.INTERNAL_ERROR, UNEXPECTED) from exc
