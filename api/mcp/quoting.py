"""Results as text for a language model: each passage word for word, set apart from what is said about it.

Every line of a letter begins with "> ", and its title, sender and numbers never leave the line that they stand in. So
nothing in a letter can pass for a word of Briefwijzer, whatever it says.
"""

from collections.abc import Iterable, Iterator

from api.mcp.schemas import LetterLine, LettersListed, PageText
from api.schemas import AskResponse, PassageOut, SearchResponse
from api.terminal import one_line, other_facts, with_gaps
from rag.cite import named_kamerstuk

QUOTE = "> "

FOUND = (
    "In de brieven gevonden (zekerheid {confidence:.2f} van 1). Citeer woord voor woord, met de bron erbij; "
    "regels met > zijn tekst uit brieven."
)
SAY_NOT_FOUND = (
    "Zeg de gebruiker dat het antwoord niet in de brieven is gevonden, en geef deze reden door. "
    "Antwoord niet uit eigen kennis."
)
NEAREST = (
    "Wat er het dichtst bij komt, waarschijnlijk geen antwoord op de vraag. Antwoord hier niet mee; noem het "
    "hooguit als iets dat erop lijkt. Regels met > zijn tekst uit brieven."
)
SEARCHED = (
    "Passages die bij de vraag passen, de best passende eerst. Of ze die beantwoorden, is niet beoordeeld. "
    "Citeer woord voor woord, met de bron erbij; regels met > zijn tekst uit brieven."
)
PAGE = "Citeer hieruit woord voor woord, met de bron erbij; regels met > zijn tekst uit de brief."


def answer_text(response: AskResponse) -> str:
    """The answer with its sources, or that there is none and what to say then."""
    if response.answered:
        parts = [FOUND.format(confidence=response.confidence), *_passages(response.passages)]
    else:
        parts = [f"{one_line(response.message or '')}\n{SAY_NOT_FOUND}"]
        if response.nearest:
            parts += [NEAREST, *_passages(response.nearest)]
    return "\n\n".join(parts)


def search_text(response: SearchResponse) -> str:
    """What was found, with the sources."""
    if not response.passages:
        return one_line(response.message or "")
    return "\n\n".join([SEARCHED, *_passages(response.passages)])


def letters_text(response: LettersListed) -> str:
    """One line for each letter, and how the list goes on."""
    lines = [f"{response.total} {'brief' if response.total == 1 else 'brieven'}."]
    lines += [f"- {_letter_line(letter)}" for letter in response.letters]
    if response.next_offset is not None:
        lines.append(f"Er zijn er meer: vraag letters met offset {response.next_offset}.")
    if response.failures_total:
        lines.append(f"Niet te lezen, en dus niet doorzocht ({response.failures_total}):")
        lines += [f"- {one_line(each.source)}: {one_line(each.reason)}" for each in response.failures]
        if response.failures_total > len(response.failures):
            lines.append("- …")
    return "\n".join(lines)


def page_text(response: PageText) -> str:
    """The page under its source, and how it goes on."""
    whole = "" if response.start == 0 and response.next_start is None else f", vanaf teken {response.start}"
    lines = [
        f"Bron: {one_line(response.label)}",
        f"Pagina {response.page} van {response.pages} van brief {one_line(response.letter_id)}{whole}",
        *_address(response.url),
        PAGE,
        "",
        quoted(response.text),
    ]
    if response.next_start is not None:
        lines += ["", f"De pagina gaat verder: vraag page met start {response.next_start}."]
    return "\n".join(lines)


def quoted(text: str) -> str:
    """`text` with "> " before each line; an empty text is one such line."""
    return "\n".join(QUOTE + line for line in text.splitlines() or [""])


def _passages(passages: Iterable[PassageOut]) -> Iterator[str]:
    for passage in passages:
        citation = passage.citation
        answers = [passage.text[each.start : each.end] for each in passage.highlights]
        lines = [
            f"{passage.rank}. Bron: {one_line(citation.label)}",
            f"Gegevens: {one_line(' · '.join(other_facts(citation)))}",
            f"Lezen: page met letter_id {one_line(citation.letter_id)} en page {citation.page}",
            *_address(citation.url),
            "Passage, woord voor woord:",
            quoted(with_gaps(passage)),
        ]
        # Where the passage is its answer, it need not be said twice.
        if answers and answers != [passage.text]:
            lines += ["Daarin is dit de zin die het best past:", quoted("\n".join(answers))]
        yield "\n".join(lines)


def _address(url: str) -> list[str]:
    """The line with the address; none for a path, which leads nowhere without its server."""
    return [f"Adres: {url}"] if "://" in url else []


def _letter_line(letter: LetterLine) -> str:
    facts = [letter.kind, letter.date, letter.sender, letter.ministry]
    facts += [named_kamerstuk(number) for number in letter.kamerstukken]
    facts += [f"kenmerk {number}" for number in letter.kenmerken]
    facts.append("1 pagina" if letter.pages == 1 else f"{letter.pages} pagina's")
    known = " · ".join(fact for fact in facts if fact)
    warned = f" · let op: {' '.join(letter.warnings)}" if letter.warnings else ""
    return one_line(f"{letter.title} (letter_id {letter.letter_id}) · {known}{warned}")
