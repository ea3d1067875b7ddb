"""Forms that a setting may have beyond plain types: what is checked, with the words that say it."""

import re
from typing import Annotated

from annotated_types import doc
from pydantic import AfterValidator


def _matching(pattern: str) -> AfterValidator:
    """A check that the whole text has this form; what the form is, stands beside it in words."""

    def check(text: str) -> str:
        if re.fullmatch(pattern, text, re.ASCII) is None:
            raise ValueError(pattern)
        return text

    return AfterValidator(check)


WebAddress = Annotated[
    str,
    _matching(r"https?://[A-Za-z0-9.\-\[\]:]+(/[^\s?#]*)?"),
    doc("die met http:// of https:// begint, zonder ? en #"),
]
Origin = Annotated[
    str,
    _matching(r"\*|https?://([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?"),
    doc("die met http:// of https:// begint, zonder / erachter, of *"),
]
HostName = Annotated[
    str,
    _matching(r"([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?"),
    doc("zonder http:// ervoor en / erachter"),
]
