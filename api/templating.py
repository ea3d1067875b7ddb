"""The HTML templates, with escaping always on, and how dates and kinds read in Dutch."""

import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from api.respond import page_url
from rag.cite import named_kamerstuk
from sources.facts.dates import MONTHS

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
    environment.filters["dutch_date"] = dutch_date
    environment.filters["capitalised"] = capitalised
    environment.filters["with_code"] = with_code
    environment.filters["named_kamerstuk"] = named_kamerstuk
    environment.globals["page_url"] = page_url
    return environment


def dutch_date(iso: str) -> str:
    """An ISO date, possibly cut, in words; what is no such date comes back as it is.

    "2024-01" gives "januari 2024", "2024-01-19" gives "19 januari 2024", "2024" stays "2024".
    """
    parts = iso.split("-")
    if (
        len(parts) == 1
        or not all(part.isdecimal() for part in parts)
        or not 1 <= int(parts[1]) <= len(MONTHS)
    ):
        return iso
    year, month = parts[0], MONTHS[int(parts[1]) - 1]
    return f"{int(parts[2])} {month} {year}" if len(parts) == 3 else f"{month} {year}"


def capitalised(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def with_code(text: str) -> Markup:
    """`text` escaped, with what stands between backticks as code."""
    # The replacement adds tags around text that has been escaped already.
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(text))))  # noqa: S704
