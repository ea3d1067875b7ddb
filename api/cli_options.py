"""What the commands share: exit codes, options, and the settings with the options in their place."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from api.cli_dutch import help_option

if TYPE_CHECKING:
    from api.settings import Settings

OK = 0
ERROR = 1
WRONG_USAGE = 2
NOT_FOUND = 3
PARTLY_INDEXED = 4
INTERRUPTED = 130

EXIT_CODES = """\b
Exitcodes:
  0    gelukt; bij ask: beantwoord
  1    fout; de reden staat op stderr (wat eval check vindt, op stdout)
  2    verkeerd gebruik van de opdracht
  3    ask: niet gevonden in de brieven
  4    index, sources: gelukt, maar niet elke brief was te lezen
  5    eval --against: een hoofdmaat is slechter dan in de eerdere meting, verder dan toeval verklaart
  130  onderbroken met Ctrl-C
"""

Command = TypeVar("Command", bound=Callable[..., Any])

index_option = click.option(
    "--index", "index_dir", type=Path, metavar="MAP", help="Map van de index (anders BRIEFWIJZER_INDEX)."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Schrijf JSON, voor een programma.")


def command(group: click.Group, name: str, help_text: str) -> Callable[[Command], click.Command]:
    """A command of the group, with a Dutch help option."""

    def decorate(function: Command) -> click.Command:
        return group.command(
            name, help=help_text, epilog=EXIT_CODES, add_help_option=False, options_metavar="[OPTIES]"
        )(help_option(function))

    return decorate


def settings_with(index_dir: Path | None, host: str | None = None, port: int | None = None) -> "Settings":
    """The settings of the environment, with the options that were given in their place."""
    from api.settings import load_settings

    settings = load_settings(os.environ)
    server = replace(
        settings.server,
        index=index_dir or settings.server.index,
        host=host or settings.server.host,
        port=settings.server.port if port is None else port,
    )
    return replace(settings, server=server)
