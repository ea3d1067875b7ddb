"""An answer as Markdown to paste: each passage a quotation with the answer in bold, and under it its source.

What comes from a letter or a question is text there: each sign that Markdown gives a meaning has a backslash before it.
"""

import itertools
import re
from collections.abc import Iterator, Sequence

from api.schemas import AskResponse, PassageOut
from api.terminal import CELL_END, NEAREST, Character, characters, one_line, other_facts

MEDIA_TYPE = "text/markdown"
EXAMPLE = """\
**Hoeveel mensen werken er in de industrie?**

> **Meer dan achthonderdduizend Nederlanders verdienen in de industrie hun inkomen.**
>
> — [Visie op de toekomst van de industrie in Nederland (2020), p. 4](http://127.0.0.1:8000/letters/...) · Kamerbrief
"""

_SIGNS = re.compile(r"[\\`*_\[\]<>&|~$]")
_BEGINS_A_LINE = re.compile(r"^(\d*)([-+=#.)])")
"""What makes a line a heading, a rule or an item of a list."""
_WEIGHT = re.compile(r"(?:^|;)\s*q=([01](?:\.[0-9]{0,3})?)\s*(?:;|$)")


def wants_markdown(accept: str) -> bool:
    """Whether an Accept header asks for Markdown by name, and no less than for JSON.

    Where both are named with one weight it is JSON, which the address always gave: `text/markdown, */*` is Markdown,
    `text/markdown, application/json` is not.
    """
    weights: dict[str, float] = {}
    for each in accept.lower().split(","):
        name, _, parameters = each.partition(";")
        found = _WEIGHT.search(parameters)
        weights[name.strip()] = float(found[1]) if found else 1.0
    wanted = weights.get(MEDIA_TYPE, 0.0)
    if (json := weights.get("application/json")) is not None:
        return wanted > json
    return wanted > 0 and wanted >= weights.get("application/*", weights.get("*/*", 0.0))


def markdown_answer(response: AskResponse) -> str:
    """The question with the answer, or that there is none and what came closest; ends with a line break."""
    parts = [f"**{_escaped(one_line(response.question))}**"]
    if not response.answered:
        parts.append(_escaped(response.message or ""))
        if response.nearest:
            parts.append(NEAREST)
    parts += [_quotation(passage) for passage in response.passages or response.nearest]
    return "\n\n".join(parts) + "\n"


def _quotation(passage: PassageOut) -> str:
    citation = passage.citation
    source = _escaped(one_line(citation.label))
    if "://" in citation.url:
        source = f"[{source}]({citation.url})"
    facts = "".join(f" · {_escaped(one_line(fact))}" for fact in other_facts(citation))
    paragraphs = [*_paragraphs(characters(passage, colour=True)), f"— {source}{facts}"]
    return "\n>\n".join(f"> {paragraph}" for paragraph in paragraphs)


def _paragraphs(shown: Sequence[Character]) -> Iterator[str]:
    """Each line of the passage that is not empty, for Markdown would run single lines together."""
    for breaks, line in itertools.groupby(shown, key=lambda character: character.text.splitlines() == [""]):
        text = "" if breaks else _line(list(line)).strip()
        if text:
            yield _BEGINS_A_LINE.sub(r"\1\\\2", text)


def _line(shown: Sequence[Character]) -> str:
    line = ""
    for bold, run in itertools.groupby(shown, key=lambda character: character.bold):
        text = "".join(f" {CELL_END} " if each.text == "\t" else each.text for each in run)
        words = text.strip()
        # The signs of bold stand against the words, or they are no signs.
        marked = f"**{_escaped(words)}**" if bold and words else _escaped(words)
        line += text[: len(text) - len(text.lstrip())] + marked
        line += text[len(text.rstrip()) :] if words else ""
    return line


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda sign: "\\" + sign[0], text)
