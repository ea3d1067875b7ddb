"""From a chunk to the passage that is shown: the answer sentence, marked, with what it needs to stand by itself."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from index.chunks import bullet, first_of_unit, lead_in_sentence, merge_spans
from rag.corpus import Corpus
from rag.retrieve import Candidate
from rag.room import MAX_CHARACTERS, MAX_SENTENCES, size
from rag.table_window import table_window
from rag.types import Highlight, Passage
from sources.facts.references import only_refers
from sources.sentences import Sentence
from sources.types import SPAN_JOINER, BlockKind, Span

MAX_SENTENCE = 2000
"""A longer sentence is none (a file without full stops): the chunk is shown in its place."""
MAX_ITEMS = 12
"""A list that answers is shown whole up to this many items."""
SHORT_ITEM = 150
"""An item of a list of up to so many characters seldom stands alone: `• Beschikbaar is € 9,5 miljoen.`"""

_LEANS_BACK = re.compile(
    r"^[•o–-]?\s*(?:(?:Dit|Deze)(?! (?:brief|nota|(?:na|voor)?jaar|week|maand|zomer|winter|kabinetsperiode)\b)|"
    r"Dat|Die|Zoiets|Om (?:die|deze) reden|Daar\w*|Hier\w*|Ook|Zo|Zij|Ze|Hij|Het gaat|Dergelijke|Echter|Toch|Maar|En|"
    r"Bovendien|Tegelijk\w*|Vervolgens|Aanvullend|Concreet|Hetzelfde|Wel)\b"
)
"""Beginnings of a sentence that points at the one before it."""
_POINTS_BACK = re.compile(r".{0,80}\bhier(?:over|voor|van|aan|in|mee|toe|op|uit|door|tegen)\b", re.DOTALL)
"""One that points at it further on: `Het standpunt hierover heeft u ontvangen.`"""


_ANNOUNCES = re.compile(r"\b(?:volgende|onderstaande?|hieronder)\b")
"""Words of a sentence that needs the list below its paragraph: `de volgende zes markten`."""


def extract(corpus: Corpus, candidate: Candidate, score: float) -> Passage:
    """The passage around the candidate's answer sentence.

    :param score: what the passage's score will be, from 0 to 1.
    """
    letter = corpus.letter(candidate.chunk.letter_id)
    sentences, texts = corpus.sentences[letter.letter_id], corpus.texts[letter.letter_id]
    numbers = [candidate.answer]
    if len(texts[candidate.answer]) > MAX_SENTENCE:
        spans = candidate.chunk.spans
    else:
        numbers = (
            _footnote_window(corpus, candidate)
            if candidate.footnote
            else _with_notes(sentences, texts, _window(sentences, texts, candidate.answer), candidate.answer)
        )
        spans = merge_spans(letter, [span for number in numbers for span in sentences[number].spans])
    marked = _highlights(spans, sentences[candidate.answer].spans)
    text = letter.text_at(spans)
    return Passage(letter.letter_id, spans, text, marked, score, _gaps(sentences, texts, numbers, spans))


def _window(sentences: Sequence[Sentence], texts: Sequence[str], answer: int, taken: int = 0) -> list[int]:
    """Numbers of the sentences to show: the answer, what it leans on, and what follows in its paragraph.

    :param taken: characters of the passage that are for something else.
    """
    kind = sentences[answer].kind
    if kind is BlockKind.TABLE:
        return table_window(sentences, texts, answer)
    if heads := _cell_heads(sentences, answer):
        return [*heads, *_grow(sentences, texts, answer, taken + size(texts, heads))]
    if texts[answer].endswith(":"):
        return _list_window(sentences, texts, answer)
    if kind is BlockKind.LIST_ITEM:
        return _without_bare_lead(sentences, texts, _list_window(sentences, texts, answer), answer)
    return _without_bare_lead(sentences, texts, _grow(sentences, texts, answer, taken), answer)


def _cell_heads(sentences: Sequence[Sentence], cell: int) -> list[int]:
    """Numbers of the heads and labels of a sentence in a table's cell; none of another sentence."""
    about = sentences[cell].about
    if not about:
        return []
    return [i for i in range(cell) if sentences[i].kind is BlockKind.TABLE and sentences[i].spans[0] in about]


def _without_bare_lead(
    sentences: Sequence[Sentence], texts: Sequence[str], numbers: list[int], answer: int
) -> list[int]:
    """The same, but where it ends on words that lead into a list, with the list, or else without those words.

    Where the list is too long, an answer keeps its beginning that announces it, or that would stand alone without.
    """
    last = numbers[-1]
    if not texts[last].endswith(":"):
        return numbers
    items = _items(sentences, texts, last)
    if items and size(texts, [*numbers, *items]) <= MAX_CHARACTERS + 1:
        return [*numbers, *items]
    announced = bool(_ANNOUNCES.search(texts[answer]))
    if announced or numbers in ([answer], [answer, last]):
        led = _led_into(sentences, texts, last, size(texts, numbers), 2 if announced else 1)
        if led or len(numbers) == 1:
            return [*numbers, *led]
    return numbers[:-1]


def _footnote_window(corpus: Corpus, candidate: Candidate) -> list[int]:
    """The sentence that a footnote hangs on, and the footnote, whichever of the two answers."""
    letter_id, note = candidate.chunk.letter_id, range(*candidate.chunk.sentences)
    sentences, texts = corpus.sentences[letter_id], corpus.texts[letter_id]
    anchor = corpus.anchor(letter_id, note[0])
    answers = candidate.answer in note
    shown = _grow(sentences, texts, candidate.answer if answers else note[0])
    if anchor is None:
        return shown
    if answers:
        return [*_needed(sentences, texts, anchor, size(texts, shown)), *shown]
    return [*_window(sentences, texts, anchor, size(texts, shown)), *shown]


def _needed(sentences: Sequence[Sentence], texts: Sequence[str], number: int, taken: int) -> list[int]:
    """A sentence with what it needs before it, as far as there is room.

    That is the heads of a table, the words that lead into a list with the beginning of the item, or what it leans on.

    :param taken: characters of the passage that are for something else.
    """
    in_list = sentences[number].kind is BlockKind.LIST_ITEM
    item = list(range(first_of_unit(sentences, number) if in_list else number, number + 1))
    before = _cell_heads(sentences, number)
    if in_list and not before:
        lead = lead_in_sentence(sentences, texts, number, _marker)
        before = [] if lead is None else [lead]
    for needed in ([*before, *item], item):
        if len(needed) > 1 and taken + size(texts, needed) <= MAX_CHARACTERS:
            return needed
    return _leaning(sentences, texts, number, taken)


def _with_notes(
    sentences: Sequence[Sentence], texts: Sequence[str], numbers: list[int], answer: int
) -> list[int]:
    """The same with the footnotes of the answer that say something and for which there is room."""
    shown = list(numbers)
    for note in _notes(sentences, answer):
        if (
            not only_refers(" ".join(texts[i] for i in note))
            and size(texts, [*shown, *note]) <= MAX_CHARACTERS
        ):
            shown += note
    return shown


def _notes(sentences: Sequence[Sentence], answer: int) -> Iterator[list[int]]:
    """Numbers of the sentences of each footnote that hangs on the answer: on its pages or the next."""
    spans = sentences[answer].spans
    notes: dict[int, list[int]] = {}
    for i in range(answer + 1, len(sentences)):
        place = sentences[i].anchor
        if sentences[i].spans[0].page > spans[-1].page + 1:
            break
        if place and any(s.page == place.page and s.start < place.end <= s.end for s in spans):
            notes.setdefault(sentences[i].unit, []).append(i)
    yield from notes.values()


def _leaning(sentences: Sequence[Sentence], texts: Sequence[str], number: int, taken: int = 0) -> list[int]:
    """A sentence with those of its paragraph before it that it leans on, as far as there is room.

    :param taken: characters of the passage that are for something else.
    """

    def leans(first: int) -> bool:
        return bool(_LEANS_BACK.match(texts[first]) or _POINTS_BACK.match(texts[first]))

    first = number
    while leans(first) and _has_room(sentences, texts, range(first - 1, number + 1), taken):
        first -= 1
    return list(range(first, number + 1))


def _grow(sentences: Sequence[Sentence], texts: Sequence[str], answer: int, taken: int = 0) -> list[int]:
    """The answer with sentences of its paragraph: back while it leans on them, then on, then back, if there is room.

    Of those before that it does not need, the first leans on none that is left out.

    :param taken: characters of the passage that are for something else.
    """
    needed, last = _leaning(sentences, texts, answer, taken)[0], answer
    while _has_room(sentences, texts, range(needed, last + 2), taken):
        last += 1
    first = needed
    while _has_room(sentences, texts, range(first - 1, last + 1), taken):
        first -= 1
    if first > 0 and sentences[first - 1].unit == sentences[first].unit:
        first = next((i for i in range(first, needed) if not _LEANS_BACK.match(texts[i])), needed)
    return list(range(first, last + 1))


def _has_room(sentences: Sequence[Sentence], texts: Sequence[str], numbers: range, taken: int) -> bool:
    """Whether these sentences, of which all but an outer one are shown already, may be shown together."""
    if numbers[0] < 0 or numbers[-1] >= len(sentences) or len(numbers) > MAX_SENTENCES:
        return False
    one_paragraph = sentences[numbers[0]].unit == sentences[numbers[-1]].unit
    return one_paragraph and taken + size(texts, numbers) <= MAX_CHARACTERS + 1


def _list_window(sentences: Sequence[Sentence], texts: Sequence[str], answer: int) -> list[int]:
    """A list with the words that lead into it: whole where the lead answers, else the item with its lead."""
    lead = answer if texts[answer].endswith(":") else lead_in_sentence(sentences, texts, answer, _marker)
    if lead is None:
        return _item_window(sentences, texts, answer)
    items = _items(sentences, texts, lead)
    if answer != lead and answer not in items:
        return _grow(sentences, texts, answer)
    if lead == answer:
        return [lead, *_led_into(sentences, texts, lead, len(texts[lead]))]
    characters = sum(len(texts[i]) for i in [lead, *items])
    if items and len(items) <= MAX_ITEMS and characters <= MAX_CHARACTERS:
        return [lead, *items]
    return [lead, *_grow(sentences, texts, answer)]


def _item_window(sentences: Sequence[Sentence], texts: Sequence[str], answer: int) -> list[int]:
    """An item of a list that nothing leads into; where it is short, with the items before it that may say of what."""
    shown = _grow(sentences, texts, answer)
    if shown != [answer] or len(texts[answer]) > SHORT_ITEM:
        return shown
    for number in range(answer - 1, -1, -1):
        if sentences[number].kind is BlockKind.FOOTNOTE:
            continue
        room = len(shown) < MAX_SENTENCES and size(texts, [number, *shown]) <= MAX_CHARACTERS + 1
        if sentences[number].kind is not BlockKind.LIST_ITEM or not room:
            break
        shown.insert(0, number)
    return shown


def _items(sentences: Sequence[Sentence], texts: Sequence[str], lead: int) -> list[int]:
    """The list items that follow `lead`: up to other text, or to an item of the list that the lead itself is in."""
    items: list[int] = []
    own = _marker(sentences, texts, lead) if sentences[lead].kind is BlockKind.LIST_ITEM else None
    for number in range(lead + 1, len(sentences)):
        kind = sentences[number].kind
        if kind is BlockKind.FOOTNOTE:
            continue
        if kind is not BlockKind.LIST_ITEM or _marker(sentences, texts, number) == own:
            break
        items.append(number)
    return items


def _marker(sentences: Sequence[Sentence], texts: Sequence[str], number: int) -> str:
    """What marks the list item that the sentence is part of, as in `bullet`, but `1` for a number: `#` is a letter.

    So `2. Niet voorgelegd worden:` leads into `a.`, and is no neighbour of it.
    """
    first = first_of_unit(sentences, number)
    return "1" if texts[first].lstrip("(")[:1].isdigit() else bullet(sentences, texts, first)


def _led_into(
    sentences: Sequence[Sentence], texts: Sequence[str], lead: int, taken: int, passages: int = 2
) -> list[int]:
    """What a sentence that ends in a colon leads into: the items of its list, or else the text below it, as fits.

    :param taken: characters of the passage that are for something else.
    :param passages: the room that a list has, in passages; other text has one.
    """
    if items := _items(sentences, texts, lead):
        return _fitting(items, texts, taken, passages)
    return _fitting(_below(sentences, texts, lead), texts, taken, 1)


def _below(sentences: Sequence[Sentence], texts: Sequence[str], lead: int) -> Iterator[int]:
    """Numbers of the sentences below `lead` up to a heading, the next lead, or the next of its own numbered list.

    A heading may come first below a lead that announces it: `Het plan krijgt de volgende elementen:`.
    """
    own = _marker(sentences, texts, lead) if sentences[lead].kind is BlockKind.LIST_ITEM else ""
    begun = not _ANNOUNCES.search(texts[lead])
    for number in range(lead + 1, len(sentences)):
        kind = sentences[number].kind
        if kind is BlockKind.FOOTNOTE:
            continue
        next_in_list = (
            kind is BlockKind.LIST_ITEM and own in ("1", "#") and _marker(sentences, texts, number) == own
        )
        if (begun and kind is BlockKind.HEADING) or next_in_list or texts[number].endswith(":"):
            return
        begun = begun or kind is not BlockKind.HEADING
        yield number


def _fitting(items: Iterable[int], texts: Sequence[str], taken: int, passages: int = 2) -> list[int]:
    """As many of the items, from the first, as these many passages have room for; always one."""
    kept: list[int] = []
    for number in items:
        taken += len(texts[number]) + 1
        if kept and taken > passages * MAX_CHARACTERS:
            break
        kept.append(number)
    return kept


def _gaps(
    sentences: Sequence[Sentence], texts: Sequence[str], numbers: Sequence[int], spans: Sequence[Span]
) -> tuple[int, ...]:
    """Offsets in the passage's text before which sentences of the letter are left out.

    Its length is one of them where a list or table goes on after it. A page's footnotes are no gap, nor are the heads
    of a table again on its next page.
    """
    said = {texts[number] for number in numbers}

    def left_out(number: int) -> bool:
        repeated = sentences[number].kind is BlockKind.TABLE and texts[number] in said
        return sentences[number].kind is not BlockKind.FOOTNOTE and not repeated

    after_gap = {
        sentences[right].spans[0]
        for left, right in itertools.pairwise(numbers)
        if any(left_out(i) for i in range(left + 1, right))
        or (sentences[right].kind is BlockKind.FOOTNOTE) != (sentences[left].kind is BlockKind.FOOTNOTE)
    }
    found = []
    offset = 0
    for span in spans:
        if any(part.page == span.page and part.start == span.start for part in after_gap):
            found.append(offset)
        offset += span.end - span.start + len(SPAN_JOINER)
    if _goes_on(sentences, texts, numbers):
        found.append(offset - len(SPAN_JOINER))
    return tuple(found)


def _goes_on(sentences: Sequence[Sentence], texts: Sequence[str], numbers: Sequence[int]) -> bool:
    """Whether the passage ends inside a table, or inside a list that it shows the lead of."""
    last = sentences[numbers[-1]]
    after = (i for i in range(numbers[-1] + 1, len(sentences)) if sentences[i].kind is not BlockKind.FOOTNOTE)
    following = next(after, None)
    if following is None or (sentences[following].kind, sentences[following].section) != (
        last.kind,
        last.section,
    ):
        return False
    if last.kind is BlockKind.TABLE:
        return True
    leads = [i for i in numbers[:-1] if texts[i].endswith(":")]
    return (
        last.kind is BlockKind.LIST_ITEM and bool(leads) and following in _items(sentences, texts, leads[-1])
    )


def _highlights(spans: Sequence[Span], answer: Sequence[Span]) -> tuple[Highlight, ...]:
    """Where the answer's spans stand in the passage's text; one mark where a sentence runs over a page break."""
    found: list[Highlight] = []
    offset = 0
    for span in spans:
        for part in answer:
            low, high = max(span.start, part.start), min(span.end, part.end)
            if part.page == span.page and low < high:
                start, end = offset + low - span.start, offset + high - span.start
                if found and found[-1].end + len(SPAN_JOINER) == start:
                    start = found.pop().start
                found.append(Highlight(start, end))
        offset += span.end - span.start + len(SPAN_JOINER)
    return tuple(found)
