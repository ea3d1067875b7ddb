"""The command line: briefwijzer index, sources, ask, serve, mcp, slack, eval, keys, doctor and settings.

Nothing heavy is imported before a command needs it, so that help is quick.
"""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.exceptions import NoArgsIsHelpError

from api.cli_dutch import DutchGroup, help_option, usage_message, whole_number
from api.cli_eval import eval_group
from api.cli_options import (
    ERROR,
    EXIT_CODES,
    INTERRUPTED,
    NOT_FOUND,
    OK,
    PARTLY_INDEXED,
    WRONG_USAGE,
    command,
    index_option,
    json_option,
    settings_with,
)
from sources.errors import BriefwijzerError

if TYPE_CHECKING:
    from api.questions import AskRequest
    from index.build import BuildReport


@click.group(
    cls=DutchGroup,
    help="Briefwijzer beantwoordt vragen over brieven met de passages waarin het antwoord staat, "
    "woord voor woord.",
    epilog=EXIT_CODES,
    add_help_option=False,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
)
@help_option
def cli() -> None:
    """Group the commands."""


@command(
    cli,
    "index",
    "Maak of vernieuw de index van een map met brieven.\n\n"
    "Zonder MAP gaat het om de map van de vorige keer, en anders om de meegeleverde brieven.",
)
@click.argument("folder", required=False, type=Path, metavar="[MAP]")
@click.option(
    "--ocr/--no-ocr",
    default=None,
    help="Herken ook de tekst van scans en afbeeldingen, met Tesseract, of juist niet; anders zoals de vorige keer.",
)
@index_option
@json_option
def index_command(folder: Path | None, index_dir: Path | None, *, ocr: bool | None, as_json: bool) -> int:
    """Build the index; gives 4 when a letter could not be read."""
    settings = settings_with(index_dir)
    from index.bars import Bars
    from index.build import build_index, remembered_folder
    from index.snapshot import current_snapshot
    from sources import DEFAULT_LETTERS

    index_dir = settings.server.index
    last = remembered_folder(index_dir)
    if folder is None and last is not None and not last.is_dir() and current_snapshot(index_dir):
        click.echo(
            f"Let op: de map {last} is er niet meer; de index in {index_dir} blijft zoals hij is.", err=True
        )
        return PARTLY_INDEXED
    with Bars(shown=sys.stderr.isatty() and not as_json) as bars:
        report = build_index(
            folder or last or DEFAULT_LETTERS,
            index_dir,
            settings.index if ocr is None else replace(settings.index, ocr=ocr),
            progress=bars.show,
        )
    if as_json:
        _print_json(asdict(report))
    else:
        _print_report(report, index_dir)
    return PARTLY_INDEXED if report.failures else OK


@command(
    cli,
    "sources",
    "Toon wat er in de brieven van een map gelezen is.\n\n"
    "Zonder MAP gaat het om de meegeleverde brieven. Van elke brief: bestand, pagina's, soort, nummers, datum "
    "en titel, met wat bij het lezen twijfel gaf; daarna de bestanden die niet te lezen waren. "
    "Er wordt geen index gemaakt. --json geeft ook waar elk gegeven staat, en welke andere stukken de brief noemt.",
)
@click.argument("folder", required=False, type=Path, metavar="[MAP]")
@click.option(
    "--ocr/--no-ocr",
    default=None,
    help="Herken ook de tekst van scans en afbeeldingen, met Tesseract, of juist niet (anders BRIEFWIJZER_OCR).",
)
@json_option
def sources_command(folder: Path | None, *, ocr: bool | None, as_json: bool) -> int:
    """List what is read; gives 4 when something could not be."""
    settings = settings_with(None)
    from tqdm import tqdm

    from api.overview import format_reading, reading_json
    from api.terminal import wants_colour
    from sources import DEFAULT_LETTERS, read_folder
    from sources.files import list_files

    folder = folder or DEFAULT_LETTERS
    quiet = as_json or not sys.stderr.isatty()
    with tqdm(
        total=len(list_files(folder)), desc="Brieven lezen", unit="brief", disable=quiet, leave=False
    ) as bar:
        reading = read_folder(
            folder,
            on_file=lambda _: bar.update() and None,
            ocr=bool(settings.index.ocr if ocr is None else ocr),
        )
    if as_json:
        _print_json(reading_json(reading))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        colour = wants_colour(sys.stdout, os.environ)
        click.echo(format_reading(reading, width=width, colour=colour), nl=False, color=colour)
    return PARTLY_INDEXED if reading.failures else OK


@command(cli, "ask", "Beantwoord VRAAG met passages uit de brieven.")
@click.argument("question", nargs=-1, required=True, metavar="VRAAG")
@click.option(
    "--top-k", metavar="GETAL", default=5, type=whole_number(1, 20), help="Hoeveel passages (5; 1 tot 20)."
)
@click.option("--letter-id", "letter_ids", multiple=True, metavar="ID", help="Alleen deze brief; mag vaker.")
@click.option("--kind", "kinds", multiple=True, metavar="SOORT", help="Alleen deze soort brief; mag vaker.")
@click.option("--kenmerk", metavar="TEKST", help="Alleen brieven met dit kenmerk.")
@click.option("--kamerstuk", metavar="NUMMER", help="Alleen brieven met dit Kamerstuknummer.")
@click.option("--sender", metavar="NAAM", help="Alleen brieven van deze afzender.")
@click.option(
    "--date-from", metavar="DATUM", help="Alleen brieven vanaf deze datum (2025, 2025-07, 2025-07-11)."
)
@click.option("--date-to", metavar="DATUM", help="Alleen brieven tot en met deze datum.")
@click.option("--explain", is_flag=True, help="Toon ook stap voor stap hoe het antwoord is gevonden.")
@index_option
@json_option
def ask_command(
    question: tuple[str, ...],
    top_k: int,
    index_dir: Path | None,
    *,
    explain: bool,
    as_json: bool,
    **filters: object,
) -> int:
    """Answer a question; gives 3 when the letters do not hold the answer."""
    if explain and as_json:
        raise click.BadParameter("--explain en --json gaan niet samen: geef er een op.")
    request = _ask_request(" ".join(question), top_k, filters)
    settings = settings_with(index_dir)
    from api.asking import ask
    from api.terminal import format_answer, wants_colour
    from rag.assistant import load_assistant

    assistant = load_assistant(settings.server.index, settings.index, settings.rag)
    response = ask(assistant, request.question, request.top_k, request.filters.to_filters())
    if as_json:
        click.echo(response.model_dump_json(indent=2))
    else:
        width = shutil.get_terminal_size().columns
        colour = wants_colour(sys.stdout, os.environ)
        click.echo(format_answer(response, width=width, colour=colour), nl=False, color=colour)
        if explain:
            from api.explanation import format_explanation

            explained = assistant.explain(request.question, request.top_k, request.filters.to_filters())
            text = format_explanation(assistant, explained, settings.rag.min_confidence, width=width)
            click.echo(f"\n{text}", nl=False)
    return OK if response.answered else NOT_FOUND


@command(cli, "serve", "Start de server: de webpagina en de HTTP-interface.")
@click.option(
    "--host", metavar="ADRES", help="Adres om op te luisteren (anders BRIEFWIJZER_HOST; 127.0.0.1)."
)
@click.option(
    "--port", metavar="POORT", type=whole_number(0, 65535), help="Poort (anders BRIEFWIJZER_PORT; 8000)."
)
@index_option
def serve_command(host: str | None, port: int | None, index_dir: Path | None) -> int:
    """Run the server."""
    settings = settings_with(index_dir, host, port)
    from api.serve import serve

    return serve(settings)


@command(
    cli,
    "mcp",
    "Spreek MCP met een taalmodel, over standaardinvoer en -uitvoer.\n\n"
    "Deze opdracht wordt door een programma gestart, zoals Claude Desktop of VS Code; docs/mcp.md zegt hoe u "
    "dat instelt. De server van briefwijzer serve spreekt MCP op /mcp.",
)
@index_option
def mcp_command(index_dir: Path | None) -> int:
    """Serve MCP over stdio."""
    settings = settings_with(index_dir)
    from api.mcp.stdio import serve_stdio

    return serve_stdio(settings)


cli.add_command(eval_group)


@cli.group(
    "slack",
    cls=DutchGroup,
    invoke_without_command=True,
    help="Beantwoord vragen in Slack, met Socket Mode.\n\n"
    "Er hoeft geen adres voor open te staan naar internet; docs/slack.md zegt hoe u de bot instelt. Met een "
    "adres kan het ook: `briefwijzer serve` neemt Slacks aanvragen aan op /slack/events.",
    epilog=EXIT_CODES,
    add_help_option=False,
    options_metavar="[OPTIES]",
    subcommand_metavar="[OPDRACHT]",
)
@index_option
@help_option
@click.pass_context
def slack_group(context: click.Context, index_dir: Path | None) -> int:
    """Run the bot by Socket Mode, unless a command follows."""
    if context.invoked_subcommand is not None:
        return OK
    settings = settings_with(index_dir)
    from api.slack.command import run

    return run(settings)


@cli.group(
    "keys",
    cls=DutchGroup,
    help="Beheer de API-sleutels.\n\nMet een sleutel voor beheer voegt een programma over HTTP brieven toe en "
    "verwijdert het ze; zonder zo'n sleutel staat dat uit.",
    epilog=EXIT_CODES,
    add_help_option=False,
    options_metavar="[OPTIES]",
    subcommand_metavar="OPDRACHT [ARGUMENTEN]...",
)
@help_option
def keys_group() -> None:
    """Group the commands about keys."""


@command(keys_group, "add", "Maak een sleutel; hij wordt één keer getoond.")
@click.argument("name", metavar="NAAM")
@click.option(
    "--lezen", "reader", is_flag=True, help="Een sleutel om te lezen en te vragen, niet voor beheer."
)
@json_option
def keys_add_command(name: str, *, reader: bool, as_json: bool) -> int:
    """Make a key."""
    settings = settings_with(None)
    from api.admin.keys import Role, add_key

    role = Role.READER if reader else Role.ADMIN
    text = add_key(settings.server.keys, name, role)
    if as_json:
        _print_json({"name": name, "role": role, "key": text})
    else:
        click.echo(text)
        click.echo(
            f"Dit is de sleutel {name} ({role}). Bewaar hem nu: hij wordt niet nog eens getoond. Gebruik:\n"
            "  curl -H 'Authorization: Bearer bw_...' ...",
            err=True,
        )
    return OK


@command(keys_group, "list", "Toon de sleutels, zonder wat geheim is.")
@json_option
def keys_list_command(*, as_json: bool) -> int:
    """List the keys."""
    settings = settings_with(None)
    from api.admin.keys import read_keys

    keys = read_keys(settings.server.keys)
    if as_json:
        _print_json([{"name": key.name, "role": key.role, "made": key.made} for key in keys])
    else:
        for key in keys:
            click.echo(f"{key.name}  {key.role}  gemaakt {key.made}")
        if not keys:
            click.echo("Er zijn geen sleutels. Maak er een met: briefwijzer keys add NAAM")
    return OK


@command(keys_group, "remove", "Verwijder een sleutel; een server die draait, weigert hem meteen.")
@click.argument("name", metavar="NAAM")
def keys_remove_command(name: str) -> int:
    """Remove a key."""
    settings = settings_with(None)
    from api.admin.keys import remove_key

    remove_key(settings.server.keys, name)
    click.echo(f"De sleutel {name} is verwijderd.")
    return OK


@command(
    slack_group,
    "feedback",
    "Schrijf de vragen waarop gestemd is als kandidaten voor de gouden vragen.\n\n"
    "Elke vraag is een regel JSON zoals eval/README.md die beschrijft. Vragen waarvan iemand het antwoord niet "
    "nuttig vond, hebben nog geen bewijsplaats; zoek die op voordat u ze gebruikt.",
)
def feedback_command() -> int:
    """Write the candidates to standard output."""
    settings = settings_with(None)
    from api.bot.database import Database
    from api.bot.feedback import as_lines
    from api.bot.memory import Memory

    database = Database(settings.bot.bot_store)
    try:
        votes = Memory(database).votes()
    finally:
        database.close()
    if not votes:
        click.echo(f"In {settings.bot.bot_store} staat nog geen stem op een antwoord.", err=True)
    click.echo(as_lines(votes), nl=False)
    return OK


@command(
    cli,
    "doctor",
    "Kijk de installatie na.\n\nPython, taalmodel, index, brieven, schijf, sleutels en toegang: wat goed is, wat "
    "aandacht vraagt, en wat fout is, met wat eraan te doen is.",
)
@index_option
@json_option
def doctor_command(index_dir: Path | None, *, as_json: bool) -> int:
    """Examine the installation; gives 1 when something is wrong."""
    settings = settings_with(index_dir)
    from api.doctor import Level, examine

    wrong = False
    findings = []
    for finding in examine(settings):
        wrong = wrong or finding.level is Level.ERROR
        findings.append(finding)
        if not as_json:
            click.echo(f"{finding.level:<7} {finding.part:<10} {finding.text}")
    if as_json:
        _print_json([asdict(finding) for finding in findings])
    return ERROR if wrong else OK


@command(
    cli,
    "settings",
    "Toon alle instellingen.\n\n"
    "Elk met naam, waarde, standaardwaarde en betekenis; de namen zijn omgevingsvariabelen. Ze mogen ook in een "
    "TOML-bestand staan dat BRIEFWIJZER_CONFIG noemt; een omgevingsvariabele gaat voor.",
)
@json_option
def settings_command(*, as_json: bool) -> int:
    """List the settings, then refuse those that are wrong."""
    from api.settings import list_settings, load_settings, with_file

    infos = list_settings()
    given = with_file(os.environ)
    if as_json:
        _print_json([{**asdict(info), "value": info.value_in(given)} for info in infos])
    else:
        for info in infos:
            value = info.value_in(given)
            click.echo(click.style(info.name, bold=True) + ("" if value is None else f" = {value}"))
            click.echo(f"    {info.help}")
            click.echo(f"    Standaard: {_shown(info.default)}. Toegestaan: {info.allowed}.")
    load_settings(os.environ)
    return OK


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; gives the exit code.

    :param arguments: what follows the program's name; None takes it from the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal with a narrow character set shows "?" for what it lacks.
            stream.reconfigure(errors="replace")
    try:
        code = cli.main(arguments, prog_name="briefwijzer", standalone_mode=False)
    except click.ClickException as error:
        click.echo(usage_message(error), err=True)
        if isinstance(error, click.UsageError) and error.ctx and not isinstance(error, NoArgsIsHelpError):
            click.echo(f"Uitleg met: {error.ctx.command_path} --help", err=True)
        return WRONG_USAGE
    except BriefwijzerError as error:
        click.echo(f"Fout: {error}", err=True)
        return ERROR
    except (KeyboardInterrupt, click.Abort):
        click.echo("Onderbroken.", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has stopped reading; nothing more can be said to them.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    except OSError as error:
        click.echo(f"Fout: de uitvoer kan niet worden geschreven ({error.strerror or error}).", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ERROR
    return int(code or OK)


def _ask_request(question: str, top_k: int, filters: dict[str, object]) -> "AskRequest":
    from pydantic import ValidationError

    from api.dutch import field_errors
    from api.questions import AskRequest

    given = {name: list(value) if isinstance(value, tuple) else value for name, value in filters.items()}
    try:
        return AskRequest.model_validate({"question": question, "top_k": top_k, "filters": given})
    except ValidationError as exc:
        errors = field_errors(exc, AskRequest)
        raise click.BadParameter(
            " ".join(f"{_option(error.field)}: {error.message}" for error in errors)
        ) from exc


def _option(field: str) -> str:
    """The option that fills a field: "filters.date_from" is `--date-from`; "question" is VRAAG."""
    if field == "question":
        return "VRAAG"
    name = field.removeprefix("filters.").partition("[")[0]
    return "--" + {"letter_ids": "letter-id", "kinds": "kind"}.get(name, name.replace("_", "-"))


def _print_report(report: "BuildReport", index_dir: Path) -> None:
    letters = f"{report.letters} " + ("brief" if report.letters == 1 else "brieven")
    pages = f"{report.pages} " + ("pagina" if report.pages == 1 else "pagina's")
    if report.unchanged:
        click.echo(f"De index in {index_dir} was al bij: {letters}, {pages}.")
    else:
        click.echo(
            f"Index in {index_dir}: {letters}, {pages}, {report.chunks} stukken tekst, "
            f"{report.embedded} vectoren nieuw en {report.reused} hergebruikt, in {report.seconds:.1f} s."
        )
    for letter_id, warning in report.warnings:
        click.echo(f"Let op: {letter_id}: {warning}", err=True)
    from api.overview import named_failure

    for failure in report.failures:
        click.echo(f"Niet gelezen: {named_failure(failure)}", err=True)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _shown(value: object) -> str:
    """A default as a user would write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return "leeg" if value in ("", None, ()) else str(value)


if __name__ == "__main__":
    sys.exit(main())
