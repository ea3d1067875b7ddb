"""A conversation in the terminal in which gold questions are written: choose a page, ask, point at the answer."""

import importlib
import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import click

from eval.check import closest, places
from eval.compose import (
    FORMS,
    TYPES,
    add_lines,
    allowed_types,
    around,
    as_quote,
    next_id,
    page_lines,
    quote_of_lines,
    template,
    to_row,
    widen,
)
from eval.gold import (
    MAX_QUESTION,
    Evidence,
    Language,
    Need,
    Question,
    read_gold,
    same_question,
    scan_gold,
    split_of,
)
from sources.errors import GoldError
from sources.files import printable
from sources.types import Letter, Page, Span

_NO_LETTER = "-"
_RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")
_LISTED = 30
"""How many letters are listed; of more a part of the name must be typed."""
_WIDEST = 100
_LANGUAGES = {Language.NL: "Nederlands", Language.EN: "Engels"}

E = TypeVar("E", bound=StrEnum)


def write_questions(path: Path, letters: Mapping[str, Letter]) -> int:
    """Ask for questions until there are no more, and add each to the file at once; gives how many were added.

    :param path: the file; made where it is not there.
    :param letters: by id, at least one.
    :raises GoldError: the file has faults already, or cannot be written.
    :raises click.Abort: with Ctrl-C or at the end of the input; what was added stays.
    """
    with suppress(ImportError):  # not everywhere; what is typed can be edited where it is
        importlib.import_module("readline")
    if not path.exists():
        add_lines(path, template())
        click.echo(f"{path} is gemaakt, met bovenin uitleg.")
    questions = list(_read(path))
    click.echo(f"{path}: {_count(len(questions))}. Ctrl-C stopt; wat is opgeslagen, blijft staan.")
    added = 0
    try:
        while (question := _question(letters, questions)) is not None:
            if not _yes("Opslaan?", default=True):
                click.echo("Niet opgeslagen.")
                continue
            add_lines(path, to_row(question) + "\n")
            questions.append(question)
            added += 1
            part = split_of(question.question_id)
            click.echo(f"Opgeslagen als {question.question_id}, in het deel {part}.")
    finally:
        click.echo(f"\n{_count(added)} toegevoegd aan {path}.")
    return added


def _read(path: Path) -> Sequence[Question]:
    """The questions that a file has already; one with faults is refused, since nobody would see them afterwards."""
    questions, faults = scan_gold(path)
    if faults:
        raise GoldError(
            f"{path} heeft fouten, de eerste op regel {faults[0].line}; zie: briefwijzer eval check {path}"
        )
    return read_gold(path) if questions else ()


def _question(letters: Mapping[str, Letter], questions: Sequence[Question]) -> Question | None:
    """A new question, shown whole; None where there are no more."""
    click.echo()
    letter = _letter(letters, first=True)
    if letter is None:
        return None
    evidence: tuple[Evidence, ...] = ()
    if isinstance(letter, Letter):
        page = _page(letter)
        _show(letter, page)
        text = _text(questions)
        evidence = _evidence(letters, letter, page)
    else:
        text = _text(questions)
    need = _need() if len(evidence) > 1 else Need.ANY
    types = {each: TYPES[each] for each in allowed_types(evidence, need)}
    question = Question(
        question_id=next_id(each.question_id for each in questions),
        text=text,
        language=_choose("Taal van de vraag", _LANGUAGES),
        type=_choose("Type", types),
        form=_choose("Vorm", FORMS),
        answerable=bool(evidence),
        need=need,
        evidence=evidence,
    )
    _show_question(question)
    return question


def _letter(letters: Mapping[str, Letter], *, first: bool) -> Letter | str | None:
    """The letter that is chosen; `-` where none has the answer, None where there are no more questions.

    :param first: whether it may also be none, or the end.
    """
    named = list(letters)
    _list_letters(letters, named)
    also = f"; {_NO_LETTER} als geen brief het antwoord heeft; leeg om te stoppen" if first else ""
    while True:
        answer = _ask(f"Brief (nummer of deel van de naam{also})")
        if first and not answer:
            return None
        if first and answer == _NO_LETTER:
            return _NO_LETTER
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:9]) <= len(named):
            return letters[named[int(answer[:9]) - 1]]
        found = [
            name
            for name in named
            if answer and answer.casefold() in f"{name} {letters[name].title}".casefold()
        ]
        if answer in letters or len(found) == 1:
            return letters[answer if answer in letters else found[0]]
        if found:
            click.echo(f"{len(found)} brieven:")
            _list_letters(letters, named, found)
        else:
            click.echo("Geen brief heet zo; geef een nummer of een deel van de naam of titel.")


def _list_letters(
    letters: Mapping[str, Letter], named: Sequence[str], found: Sequence[str] | None = None
) -> None:
    chosen = named if found is None else found
    for name in chosen[:_LISTED]:
        click.echo(printable(f"{named.index(name) + 1:>4}  {name}  ({letters[name].title})"))
    if len(chosen) > _LISTED:
        click.echo(f"      en nog {len(chosen) - _LISTED}; typ een deel van de naam of titel.")


def _page(letter: Letter) -> Page:
    """The page that is chosen; without asking where there is one."""
    pages = {str(page.number): page for page in letter.pages}
    if len(pages) == 1:
        return letter.pages[0]
    while (answer := _ask(f"Pagina (1-{len(pages)})")) not in pages:
        click.echo(f"Geef een getal van 1 tot en met {len(pages)}.")
    return pages[answer]


def _show(letter: Letter, page: Page) -> None:
    """The text of a page, its lines numbered."""
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    click.echo(f"\n{printable(letter.letter_id)}, p. {page.number}\n")
    for number, line in enumerate(page_lines(letter, page), 1):
        text = printable(as_quote(page, line))
        click.echo(click.wrap_text(text, width, f"{number:>4}  ", " " * 6))
    click.echo()


def _text(questions: Sequence[Question]) -> str:
    """The text of a question that is not there yet."""
    known = {same_question(each.text): each.question_id for each in questions}
    while True:
        text = _ask("Vraag")
        if not text:
            click.echo("Typ een vraag.")
        elif len(text) > MAX_QUESTION:
            click.echo(f"De vraag heeft {len(text)} tekens; {MAX_QUESTION} is het meeste.")
        elif (other := known.get(same_question(text))) is not None:
            click.echo(f"Deze vraag is er al, als {other}; stel een andere.")
        else:
            return text


def _evidence(letters: Mapping[str, Letter], letter: Letter, page: Page) -> tuple[Evidence, ...]:
    """Every place where the answer stands, the first one on this page."""
    found: list[Evidence] = []
    while True:
        quote = _quote(letter, page)
        if quote is not None:
            place = Evidence(letter.letter_id, page.number, quote)
            if place in found:
                click.echo("Deze plaats is er al.")
            else:
                found.append(place)
            if not _yes("Staat het antwoord nog ergens, of is er nog een plaats nodig?", default=False):
                return tuple(found)
        other = _letter(letters, first=False)
        if isinstance(other, Letter):
            letter, page = other, _page(other)
            _show(letter, page)


def _quote(letter: Letter, page: Page) -> str | None:
    """Words of the page that stand there once, or as often as is meant; None for another page."""
    lines = page_lines(letter, page)
    click.echo(
        "Citaat: het kortste stuk tekst dat het antwoord geeft. Geef regelnummers (3, of 3-5), of plak of typ\n"
        "de tekst en sluit af met een lege regel. Meteen een lege regel: een andere pagina."
    )
    while True:
        given = _paste()
        if not given:
            return None
        if match := _RANGE.fullmatch(given):
            try:
                found = [quote_of_lines(page, lines, int(match[1][:9]), int((match[2] or match[1])[:9]))]
            except GoldError as exc:
                click.echo(str(exc).capitalize())
                continue
            given = as_quote(page, found[0])
        spans = places(given, page)
        if not spans:
            near = printable(closest(given, page.text))
            click.echo(f"Dat staat zo niet op p. {page.number}. Wat er het meest op lijkt: “{near}”.")
            continue
        span = spans[0] if len(spans) == 1 else _which(page, spans)
        quote = as_quote(page, span if span is not None else spans[0])
        click.echo(printable(f"Citaat: “{quote}”"))
        return quote


def _paste() -> str:
    """What is typed or pasted up to an empty line, on one line; numbers of lines need no empty line."""
    parts: list[str] = []
    while line := _ask(">"):
        parts.append(line)
        if len(parts) == 1 and _RANGE.fullmatch(line):
            break
    return " ".join(" ".join(parts).split())


def _which(page: Page, spans: Sequence[Span]) -> Span | None:
    """The place that is meant, made longer so that it stands there once; None where every one of them is meant."""
    click.echo(f"Dat staat {len(spans)} keer op p. {page.number}:")
    for number, span in enumerate(spans, 1):
        click.echo(printable(f"{number:>4}  {around(page, span)}"))
    while True:
        answer = _ask("Welke (nummer, of a als elk van deze plaatsen goed is)")
        if answer.casefold() == "a":
            return None
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:9]) <= len(spans):
            return widen(page, spans[int(answer[:9]) - 1])
        click.echo(f"Geef een getal van 1 tot en met {len(spans)}, of a.")


def _count(questions: int) -> str:
    return f"{questions} {'vraag' if questions == 1 else 'vragen'}"


def _need() -> Need:
    means = {Need.ANY: "één van de plaatsen is genoeg", Need.ALL: "alle plaatsen zijn nodig"}
    return _choose("Plaatsen", means)


def _choose(what: str, options: Mapping[E, str]) -> E:
    """One of the options, by number or name; the first where nothing is typed."""
    members = list(options)
    click.echo(f"{what}:")
    for number, member in enumerate(members, 1):
        click.echo(f"{number:>4}  {member.value:<13} {options[member]}")
    while True:
        answer = _ask(f"{what} (1)")
        if not answer:
            return members[0]
        if answer.isascii() and answer.isdecimal() and 1 <= int(answer[:9]) <= len(members):
            return members[int(answer[:9]) - 1]
        named = [member for member in members if member.value == answer.casefold()]
        if named:
            return named[0]
        click.echo(f"Geef een getal van 1 tot en met {len(members)}, of een van de namen.")


def _yes(what: str, *, default: bool) -> bool:
    while True:
        answer = _ask(f"{what} {'[J/n]' if default else '[j/N]'}").casefold()
        if not answer:
            return default
        if answer in ("j", "ja", "n", "nee"):
            return answer.startswith("j")
        click.echo("Geef j of n.")


def _show_question(question: Question) -> None:
    click.echo()
    click.echo(printable(f"{question.question_id}: {question.text}"))
    if not question.evidence:
        click.echo("  De brieven hebben het antwoord niet.")
    for place in question.evidence:
        click.echo(printable(f"  {place.letter_id}, p. {place.page}: “{place.quote}”"))
    click.echo(
        f"  {question.language.value}, {question.type.value}, {question.form.value}, need {question.need.value}"
    )


def _ask(what: str) -> str:
    """What is typed after a prompt, without white space around it."""
    answer: str = click.prompt(
        what, default="", show_default=False, prompt_suffix=" " if what == ">" else ": "
    )
    return answer.strip()
