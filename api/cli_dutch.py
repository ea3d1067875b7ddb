"""click in Dutch: its help headings, and its usage errors as one sentence each."""

from collections.abc import Callable

import click
from click.exceptions import NoArgsIsHelpError

_HEADINGS = {"Options": "Opties", "Commands": "Opdrachten", "Positional arguments": "Argumenten"}


class DutchFormatter(click.HelpFormatter):
    """Writes the headings of a help text in Dutch."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the usage line."""
        super().write_usage(prog, args, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(_HEADINGS.get(heading, heading))


class DutchContext(click.Context):
    """A context that formats with DutchFormatter."""

    formatter_class = DutchFormatter


class DutchCommand(click.Command):
    """A command whose help is Dutch."""

    context_class = DutchContext


class DutchGroup(click.Group):
    """A group whose help is Dutch, and that of its commands."""

    context_class = DutchContext
    command_class = DutchCommand


def whole_number(low: int, high: int) -> Callable[[object], int]:
    """A type for an option: whole numbers from `low` to `high`, both included.

    click's own type complains in English.
    """

    def convert(value: object) -> int:
        text = str(value)
        if text.isascii() and text.isdecimal() and low <= int(text[:12]) <= high:
            return int(text)
        raise click.BadParameter(f"{text!r} is geen geheel getal van {low} tot en met {high}.")

    return convert


help_option: Callable[[Callable[..., object]], Callable[..., object]] = click.help_option(
    "--help", "-h", help="Toon deze uitleg."
)


def usage_message(error: click.ClickException) -> str:
    """What was wrong with the command line, in Dutch, with what to do.

    The message of a BadParameter is passed on: it comes from our own checks and so is Dutch.
    """
    match error:
        case NoArgsIsHelpError():
            return error.format_message()
        case click.NoSuchOption():
            return f"Onbekende optie {error.option_name}." + _did_you_mean(error.possibilities)
        case click.NoSuchCommand():
            return f"Onbekende opdracht {error.command_name}." + _did_you_mean(error.possibilities)
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else "een waarde"
            return f"Er ontbreekt iets: {name}."
        case click.BadParameter():
            name = error.param.opts[0] if error.param else ""
            return f"{name}: {error.message}" if name.startswith("-") else error.message
        case click.BadOptionUsage():
            return f"Optie {error.option_name} heeft een waarde nodig, of mag er juist geen hebben."
        case click.BadArgumentUsage():
            return "Een argument is niet goed gebruikt."
        case _:
            return "Deze opdracht is niet goed geschreven: er staat te veel of te weinig."


def _did_you_mean(possibilities: list[str] | None) -> str:
    return f" Bedoelt u {possibilities[0]}?" if possibilities else ""
