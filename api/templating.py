"""The HTML templates, with escaping always on, and how kinds and sizes read in Dutch."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.respond import page_url
from rag.cite import named_kamerstuk
from sources.facts.dates import in_words

TEMPLATES = Path(__file__).parent / "templates"


def make_templates() -> Environment:
    """The templates; a name that a template uses and that is not given is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["dutch_date"] = in_words
    environment.filters["file_size"] = file_size
    environment.filters["capitalised"] = capitalised
    environment.filters["with_code"] = with_code
    environment.filters["named_kamerstuk"] = named_kamerstuk
    environment.globals["page_url"] = page_url
    return environment


def capitalised(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def file_size(count: int) -> str:
    """A number of bytes as people say it: `12 bytes`, `64 kB`, `1,5 MB`."""
    if count < 1_000:
        return f"{count} bytes"
    if round(count / 1_000) < 1_000:
        return f"{round(count / 1_000)} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".0 ", " ").replace(".", ",")


def with_code(text: str) -> Markup:
    """`text` escaped, with what stands between backticks as code."""
    # The replacement adds tags around text that has been escaped already.
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704
