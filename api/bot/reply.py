"""What the bot says, in parts that every platform can show: text, quotes with their source, and what may follow.

No text here has signs of any platform; each adapter escapes what it shows. Everything has a most that it may be, so
that no letter is too long for a message.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from api.respond import page_url
from api.schemas import AskResponse, PassageOut
from api.terminal import CELL_END, laid_out, left_out, printable
from sources.types import Letter

MAX_QUOTE = 1500
"""Characters of one quote. Slack refuses messages of some 13,000 in all blocks together, and Mattermost of 16,383; five
quotes with their sources fit in either. Few passages are longer: most have 300 to 900."""
BEFORE = 300
"""How much of what stands before the answer sentence a quote that is cut short keeps."""
MAX_LABEL = 300
MAX_LISTED = 25
"""Letters in a list; of more a reader wants the page with all of them."""
MAX_ECHO = 300
"""Characters of a question that is shown again."""
CUT = "[…]"
LONG_WORD = 40
"""A quote is cut between words, unless the word there has more letters."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a quote; `strong` is the answer sentence."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What a letter says, with the line that says where, and the address of the page, where that can be reached."""

    runs: tuple[Run, ...]
    source: str
    url: str | None

    @property
    def text(self) -> str:
        """The quote without its marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What to show: sentences, then quotes, then a list, then remarks in small print.

    `answer_id` is there where a question was dealt with; `answered` says whether the letters held the answer, and
    `more` how many further passages can be shown.
    """

    sentences: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    items: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
    answer_id: str | None = None
    answered: bool = False
    more: int = 0

    @property
    def summary(self) -> str:
        """The reply in one line, for a notification and for who cannot see the rest; an answer has its source."""
        if self.answered and self.quotes:
            quote = self.quotes[0]
            said = " ".join(run.text for run in quote.runs if run.strong) or quote.text
            return f"{shorten(said, MAX_ECHO)} — {quote.source}"
        return shorten(" ".join([*self.sentences, *(item.text for item in self.items)]), MAX_ECHO * 2)


NEAREST = "Wat er het dichtst bij komt (waarschijnlijk geen antwoord op de vraag):"


def answer_reply(
    response: AskResponse, answer_id: str, public_url: str | None, remarks: Sequence[str], *, whole: bool
) -> Reply:
    """The best passage of an answer, or the sentence that says there is none; with `whole` all passages.

    :param public_url: address that the pages' paths are put behind; None for no links.
    :param remarks: what is said in small print, beside how sure the answer is.
    """
    if response.answered:
        shown = response.passages if whole else response.passages[:1]
        sure = f"Zekerheid {round(response.confidence * 100)}%"
        return Reply(
            quotes=tuple(quote_of(passage, public_url) for passage in shown),
            remarks=(sure, *remarks),
            answer_id=answer_id,
            answered=True,
            more=len(response.passages) - len(shown),
        )
    nearest = response.nearest if whole else []
    return Reply(
        sentences=(response.message or "Niet gevonden in de brieven.", *([NEAREST] if nearest else [])),
        quotes=tuple(quote_of(passage, public_url) for passage in nearest),
        remarks=tuple(remarks),
        answer_id=answer_id,
        more=len(response.nearest) - len(nearest),
    )


def quote_of(passage: PassageOut, public_url: str | None) -> Quote:
    """A passage as it is shown: the answer strong, what is left out marked, a table's cells parted, not too long."""
    characters = _characters(passage)
    first = next((i for i, (_, strong) in enumerate(characters) if strong), 0)
    return Quote(
        runs=_runs(_cut(characters, first)),
        source=shorten(printable(passage.citation.label), MAX_LABEL),
        url=f"{public_url.rstrip('/')}{passage.citation.url}" if public_url else None,
    )


def letters_reply(letters: Sequence[Letter], public_url: str | None) -> Reply:
    """The letters that can be asked about, newest first."""
    ordered = sorted(letters, key=lambda letter: (letter.date or "", letter.title), reverse=True)
    base = public_url.rstrip("/") if public_url else None
    items = tuple(
        Item(
            shorten(printable(_described(letter)), MAX_LABEL),
            base and base + page_url(letter.letter_id, 1),
        )
        for letter in ordered[:MAX_LISTED]
    )
    count = f"{len(letters)} brief" if len(letters) == 1 else f"{len(letters)} brieven"
    remarks: tuple[str, ...] = ()
    if len(letters) > MAX_LISTED:
        where = f" Alle brieven: {base}/letters" if base else ""
        remarks = (f"Dit zijn de {MAX_LISTED} nieuwste.{where}",)
    return Reply(sentences=(f"Ik zoek in {count}:",), items=items, remarks=remarks)


def shorten(text: str, most: int) -> str:
    """`text` on one line of at most `most` characters, cut at a word where it is longer."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    kept = text[: most - len(CUT) - 1]
    return f"{kept.rpartition(' ')[0] or kept} {CUT}"


def _described(letter: Letter) -> str:
    facts = [letter.kind, *(letter.numbers[:1])]
    return f"{letter.title}{f' ({letter.date})' if letter.date else ''}: {', '.join(facts)}"


def _characters(passage: PassageOut) -> list[tuple[str, bool]]:
    """Each character of the passage with whether it is strong; nothing that could steer a display."""
    strong = [False] * len(passage.text)
    for highlight in passage.highlights:
        strong[highlight.start : highlight.end] = [True] * (highlight.end - highlight.start)
    found: list[tuple[str, bool]] = []
    for i, char in enumerate(laid_out(passage)):
        if i in passage.gaps:
            found += [(sign, False) for sign in left_out(passage, i)]
        if char == "\t":
            found += [(sign, strong[i]) for sign in f" {CELL_END} "]
        elif char == "\n" or printable(char):
            found.append((char, strong[i]))
    if len(passage.text) in passage.gaps:
        found += [(sign, False) for sign in left_out(passage, len(passage.text))]
    return found


def _cut(characters: Sequence[tuple[str, bool]], first: int) -> list[tuple[str, bool]]:
    """At most MAX_QUOTE characters, among them those from `first` on, with a mark where some are left out."""
    if len(characters) <= MAX_QUOTE:
        return list(characters)
    room = MAX_QUOTE - 2 * (len(CUT) + 1)
    start = max(0, min(first - BEFORE, len(characters) - room))
    end = start + room
    if start:
        words = (i for i in range(start, min(first, start + LONG_WORD) + 1) if characters[i - 1][0].isspace())
        start = next(words, start)
    if end < len(characters):
        ends = (i for i in range(end, max(first, end - LONG_WORD), -1) if characters[i][0].isspace())
        end = next(ends, end)
    before = [(sign, False) for sign in f"{CUT} "] if start else []
    after = [(sign, False) for sign in f" {CUT}"] if end < len(characters) else []
    return [*before, *characters[start:end], *after]


def _runs(characters: Sequence[tuple[str, bool]]) -> tuple[Run, ...]:
    return tuple(
        Run("".join(char for char, _ in run), strong)
        for strong, run in itertools.groupby(characters, key=lambda each: each[1])
    )
