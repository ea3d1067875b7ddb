"""The command line of the evaluation: briefwijzer eval, and its own commands."""

from pathlib import Path
from typing import Literal, cast

import click
from click.core import ParameterSource

from api.cli_dutch import DutchGroup, help_option
from api.cli_options import ERROR, EXIT_CODES, OK, command, index_option, json_option, settings_with


@click.group(
    "eval",
    cls=DutchGroup,
    help="Meet hoe goed de antwoorden zijn.\n\nDat gebeurt op vragen waarvan het antwoord bekend is.",
    epilog=EXIT_CODES,
    add_help_option=False,
    invoke_without_command=True,
    options_metavar="[OPTIES]",
    subcommand_metavar="[OPDRACHT]...",
)
@help_option
@click.option("--split", metavar="DEEL", default="dev", help="Welke vragen: dev, test of all (dev).")
@click.option(
    "--set",
    "gold_set",
    metavar="NAAM",
    help="Meegeleverde vragen: brieven, documenten, alle of openbaar, met een tijdelijke index van hun brieven "
    "(of met --index).",
)
@click.option("--gold", type=Path, metavar="BESTAND", help="Eigen vragen, in JSON Lines.")
@click.option(
    "--no-ablations", is_flag=True, help="Vergelijk niet met zoeken op woorden of betekenis alleen."
)
@click.option("--failures", is_flag=True, help="Noem ook de vragen die misgingen, met wat er gevonden werd.")
@click.option(
    "--html", type=Path, metavar="BESTAND", help="Schrijf het rapport ook als webpagina, met figuren."
)
@click.option(
    "--against",
    type=Path,
    metavar="BESTAND",
    help="Vergelijk vraag voor vraag met een eerdere meting (de uitvoer van --json).",
)
@index_option
@json_option
@click.pass_context
def eval_group(
    context: click.Context,
    split: str,
    gold_set: str | None,
    gold: Path | None,
    html: Path | None,
    against: Path | None,
    index_dir: Path | None,
    *,
    no_ablations: bool,
    failures: bool,
    as_json: bool,
) -> int:
    """Evaluate on the gold questions, where no other command follows."""
    if context.invoked_subcommand is not None:
        _refuse_options(context)
        return OK
    _one_of(split, "dev", "test", "all")
    if gold_set is not None:
        _one_of(gold_set, "brieven", "documenten", "alle", "openbaar")
        if gold is not None:
            raise click.BadParameter("--set en --gold gaan niet samen: geef er een op.")
    if html is not None:
        _refuse_place(html)
    settings = settings_with(index_dir)
    from eval.command import main as evaluate

    return evaluate(
        settings.server.index if gold_set is None else index_dir,
        settings.index,
        settings.rag,
        gold=gold,
        gold_set=cast("Literal['brieven', 'documenten', 'alle', 'openbaar'] | None", gold_set),
        split=cast("Literal['dev', 'test', 'all']", split),
        json_output=as_json,
        ablations=not no_ablations,
        failures=failures,
        against=against,
        html=html,
    )


def _one_of(value: str, *allowed: str) -> None:
    if value not in allowed:
        raise click.BadParameter(f"{value!r} is geen van: {', '.join(allowed)}.")


def _refuse_place(path: Path) -> None:
    """Refuse a place where no file can be, before any work is done for it."""
    if path.is_dir():
        raise click.BadParameter(f"{path} is een map; noem een bestand.")
    if not path.parent.is_dir():
        raise click.BadParameter(f"{path} kan niet worden geschreven: de map {path.parent} is er niet.")


def _refuse_options(context: click.Context) -> None:
    """Refuse options before another command: they are those of a measurement, and would do nothing."""
    given = [
        parameter.opts[0]
        for parameter in context.command.params
        if context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
    ]
    if given:
        raise click.BadParameter(
            f"{', '.join(given)} hoort niet vóór {context.invoked_subcommand}; "
            f"zet opties van {context.invoked_subcommand} erachter."
        )


@command(
    eval_group,
    "check",
    "Controleer een bestand met eigen vragen.\n\n"
    "Elk citaat moet letterlijk op zijn pagina staan, in de brieven van de index; elke fout wordt genoemd met de "
    "regel en met wat eraan te doen is. Zijn er fouten, dan is de exitcode 1.",
)
@click.argument("gold", type=Path, metavar="BESTAND")
@index_option
def check_command(gold: Path, index_dir: Path | None) -> int:
    """List what is wrong with a file of questions; gives 1 where anything is."""
    settings = settings_with(index_dir)
    from eval.check import check_file
    from eval.command import letters_of
    from sources.files import printable

    count, faults = check_file(gold, letters_of(settings.server.index, settings.index))
    for fault in faults:
        click.echo(printable(f"regel {fault.line}: {fault.message}"))
    if faults:
        click.echo(f"{gold}: {len(faults)} {'fout' if len(faults) == 1 else 'fouten'}.")
        return ERROR
    click.echo(f"{gold}: {count} {'vraag' if count == 1 else 'vragen'}, geen fouten.")
    return OK


@command(
    eval_group,
    "new",
    "Schrijf eigen vragen, in gesprek.\n\n"
    "Kies een brief en een pagina, stel een vraag en wijs aan waar het antwoord staat; ook vragen zonder antwoord. "
    "Elke vraag wordt meteen aan BESTAND toegevoegd. Is BESTAND er nog niet, dan wordt het gemaakt, met uitleg "
    "voor wie de vragen liever zelf typt.",
)
@click.argument("gold", type=Path, metavar="BESTAND")
@index_option
def new_command(gold: Path, index_dir: Path | None) -> int:
    """Write questions in a conversation."""
    _refuse_place(gold)
    settings = settings_with(index_dir)
    from api.gold_dialogue import write_questions
    from eval.command import letters_of

    write_questions(gold, letters_of(settings.server.index, settings.index))
    return OK
