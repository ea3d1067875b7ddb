"""The Assistant, a letter or a page, or an error that says what there is instead."""

import difflib
from typing import TYPE_CHECKING

from api.live import LOADING, LiveAssistant
from api.problems import ProblemError
from sources.errors import UnknownLetterError, UnknownPageError
from sources.types import Letter, Page

if TYPE_CHECKING:
    from rag.assistant import Assistant

LISTED_AT = "Alle brieven staan op /v1/letters."
RETRY_AFTER_SECONDS = "5"
MAX_SHOWN = 80
"""Of a letter_id that does not exist, an error shows no more than this."""


def require_assistant(assistants: LiveAssistant) -> "Assistant":
    """The Assistant that serves now.

    :raises ProblemError: there is none yet; the answer is 503 and says how to get one.
    """
    if (assistant := assistants.assistant) is None:
        raise ProblemError(
            "no-index", assistants.problem or LOADING, headers={"Retry-After": RETRY_AFTER_SECONDS}
        )
    return assistant


def find_letter(assistant: "Assistant", letter_id: str, where: str = LISTED_AT) -> Letter:
    """The letter with this id.

    :param where: a sentence that says where all letters are listed.
    :raises UnknownLetterError: the index has no such letter.
    """
    if (letter := assistant.letters.get(letter_id)) is not None:
        return letter
    near = difflib.get_close_matches(letter_id[:MAX_SHOWN], list(assistant.letters), n=1)
    hint = f" Bedoelt u {near[0]}?" if near else ""
    raise UnknownLetterError(f"Er is geen brief {letter_id[:MAX_SHOWN]!r} in de index.{hint} {where}")


def find_page(letter: Letter, number: int) -> Page:
    """The page with this number, 1-based.

    :raises UnknownPageError: the letter has no such page.
    """
    if 1 <= number <= len(letter.pages):
        return letter.pages[number - 1]
    raise UnknownPageError(
        f"Brief {letter.letter_id} heeft geen pagina {number}; "
        f"er zijn de pagina's 1 tot en met {len(letter.pages)}."
    )
