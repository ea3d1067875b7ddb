"""A comparison with a baseline as text: the headline measures before and now, and the questions that changed."""

from collections.abc import Mapping, Sequence

from eval.compare import Change
from eval.report import interval, table
from eval.run_file import Run


def format_comparison(changes: Sequence[Change], before: Run, texts: Mapping[str, str]) -> str:
    """The section about the baseline, lines ending in a newline.

    :param before: the baseline.
    :param texts: of the questions by id.
    """
    header = [
        "Vergelijking met de basislijn",
        "vragen",
        "toen",
        "nu",
        "verschil",
        "gewonnen",
        "verloren",
        "p",
    ]
    lines = [
        [
            change.headline.label,
            str(change.difference.count),
            f"{change.before:.3f}",
            f"{change.now:.3f}",
            interval(change.difference, signed=True),
            str(len(change.won)),
            str(len(change.lost)),
            f"{change.p:.3f}",
        ]
        for change in changes
    ]
    head = [f"Basislijn: {made_with(before)}", ""]
    return "\n".join([*head, *table(header, lines), "", *_changed(changes, texts), verdict(changes), ""])


def made_with(before: Run) -> str:
    """What a baseline was made with, in a few words."""
    index = before.index
    return f"commit {before.commit or 'onbekend'}, model {index.model}, brieven in de index: {index.letters}"


def verdict(changes: Sequence[Change]) -> str:
    """One sentence: which headline measures fell by more than chance explains, or that none did."""
    fell = [
        f"{change.headline.label} ({change.before:.3f} -> {change.now:.3f}; "
        f"{len(change.won)} gewonnen, {len(change.lost)} verloren, p = {change.p:.3f})"
        for change in changes
        if change.fell
    ]
    if not fell:
        return "Geen hoofdmaat is verder verslechterd dan toeval verklaart."
    return f"Slechter dan de basislijn, verder dan toeval verklaart: {'; '.join(fell)}."


def _changed(changes: Sequence[Change], texts: Mapping[str, str]) -> list[str]:
    """The questions that were won and lost, by measure."""
    lines = []
    for change in changes:
        if change.won or change.lost:
            lines.append(f"{change.headline.label}: {len(change.won)} gewonnen, {len(change.lost)} verloren")
            lines += [f"  + {name} {texts[name]}" for name in change.won]
            lines += [f"  - {name} {texts[name]}" for name in change.lost]
            lines.append("")
    return lines or ["Geen vraag kwam er anders uit.", ""]
