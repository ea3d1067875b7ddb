"""The page: what the templates show, worked out from the results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval import labels
from eval.bootstrap import Estimate
from eval.compare import Change
from eval.curves import (
    Bin,
    Point,
    Slot,
    abstention,
    at_round_thresholds,
    at_threshold,
    calibration_error,
    reliability,
    time_slots,
)
from eval.gold import Evidence, Need
from eval.html_report.plots import (
    AbstentionPlot,
    HitPlot,
    Hits,
    ReliabilityPlot,
    TimePlot,
    abstention_plot,
    hit_plot,
    reliability_plot,
    time_plot,
)
from eval.measures import (
    ANSWERED,
    CUTOFFS,
    REFUSED,
    SHOWN,
    VERBATIM,
    Basis,
    answered_hit_name,
    hit_name,
    ndcg_name,
    rr_name,
)
from eval.overlap import BANDS
from eval.provenance import Provenance
from eval.report_comparison import made_with as baseline_made_with
from eval.report_comparison import verdict
from eval.run import BASELINE, Found, Results, Row
from eval.run_file import Run
from eval.summary import (
    Latency,
    answerable,
    difference,
    estimates,
    failures,
    grouped,
    latency,
    mean,
    unanswerable,
)

TEMPLATES = Path(__file__).parent / "templates"

GROUPINGS = ("type", "form", "language", "overlap")
"""The groupings that are shown; by letter would be as long as the folder has letters."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its label and cells."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of the questions by one grouping: the plot and the lines of its table."""

    name: str
    plot: HitPlot
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence against what came of it."""

    bins: tuple[Bin, ...]
    error: float | None
    plot: ReliabilityPlot


@dataclass(frozen=True, slots=True)
class Refusing:
    """What every threshold would refuse; `here` is the one in force, `steps` are that one and round ones."""

    here: Point
    steps: tuple[Point, ...]
    plot: AbstentionPlot


@dataclass(frozen=True, slots=True)
class Timing:
    """How long questions took."""

    latency: Latency
    slots: tuple[Slot, ...]
    plot: TimePlot


@dataclass(frozen=True, slots=True)
class Failed:
    """A question that went wrong: what kind it is, what was wanted, and what was found first."""

    row: Row
    kind: str
    wanted: tuple[Evidence, ...]
    all_needed: bool
    found: Found | None
    found_is_right: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the run compares with an earlier one."""

    before: str
    verdict: str
    fell: bool
    changes: Sequence[Change]


def render(
    results: Results,
    ablations: Mapping[str, Results],
    made_with: Provenance,
    *,
    changes: Sequence[Change] | None = None,
    before: Run | None = None,
) -> str:
    """The whole page as HTML; every text in it is escaped.

    :param ablations: results by ablation; empty where they were not run.
    :param changes: the comparison with the run `before`, where there is one.
    """
    rows = results.rows
    texts = {row.question.question_id: row.question.text for row in rows}
    wrong = _failures(rows)
    return (
        _environment()
        .get_template("report.html")
        .render(
            made_with=made_with,
            top_k=results.top_k,
            counts=(len(rows), len(answerable(rows)), len(unanswerable(rows))),
            ranking=_ranking(rows),
            answers=_answers(rows),
            comparison=_comparison(changes, before) if changes is not None and before else None,
            texts=texts,
            groups=[group for name in GROUPINGS if (group := _group(rows, name)) is not None],
            bands=[(labels.OVERLAPS[name], bounds) for name, bounds in BANDS.items()],
            calibration=_calibration(rows),
            refusing=_refusing(rows, made_with.settings.min_confidence),
            without_answer=_without_answer(rows),
            timing=_timing(rows),
            ablations=_ablations(ablations),
            failures=wrong,
            failed={each.row.question.question_id for _, members in wrong for each in members},
        )
    )


def _environment() -> Environment:
    """The templates; a name that one uses and that is not given is an error, not a blank."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    environment.filters["signed"] = signed
    environment.filters["milliseconds"] = milliseconds
    return environment


def number(value: float | None, decimals: int = 3) -> str:
    """A number as Dutch writes it; a dash where there is none."""
    return "–" if value is None else f"{value:.{decimals}f}".replace(".", ",")


def signed(value: float) -> str:
    """A difference, with its sign."""
    return f"{value:+.3f}".replace(".", ",").replace("-", "−")


def milliseconds(value: float) -> str:
    """A time, without decimals that do not matter."""
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}".replace(".", ",")


def _estimate(estimate: Estimate | None) -> str:
    """A mean with its interval."""
    if estimate is None:
        return number(None)
    return f"{number(estimate.mean)} ({number(estimate.low, 2)}–{number(estimate.high, 2)})"


def _ranking(rows: Sequence[Row]) -> list[Line]:
    found = estimates(answerable(rows))
    names = {f"hit@{k}": [hit_name(basis, k) for basis in Basis] for k in CUTOFFS}
    names |= {"MRR@10": [rr_name(basis) for basis in Basis], "nDCG@10": [ndcg_name(basis) for basis in Basis]}
    names |= {f"beantwoord, en hit@{k}": [answered_hit_name(basis, k) for basis in Basis] for k in (1, SHOWN)}
    return [
        Line(label, tuple(_estimate(found.get(name)) for name in wanted)) for label, wanted in names.items()
    ]


def _answers(rows: Sequence[Row]) -> list[Line]:
    parts = [estimates(part) for part in (answerable(rows), unanswerable(rows))]
    shown = {"beantwoord": ANSWERED, "geweigerd": REFUSED, "letterlijk (moet 1 zijn)": VERBATIM}
    return [Line(label, tuple(_estimate(part.get(name)) for part in parts)) for label, name in shown.items()]


def _comparison(changes: Sequence[Change], before: Run) -> Comparison:
    return Comparison(
        baseline_made_with(before), verdict(changes), any(change.fell for change in changes), changes
    )


def _group(rows: Sequence[Row], grouping: str) -> Group | None:
    """The hits by a grouping, or None where no question has an answer."""
    hits, lines = [], []
    named = {labels.GROUPS[name]: members for name, members in grouped(answerable(rows), grouping).items()}
    for label in named if grouping == "overlap" else sorted(named):
        members = named[label]
        found = estimates(members)
        first, third, fifth = (found[hit_name(Basis.PAGE, k)] for k in CUTOFFS)
        hits.append(Hits(label, first.mean, third.mean, fifth.mean, first.low, first.high))
        quotes = (mean(members, hit_name(Basis.QUOTE, k)) for k in (1, SHOWN))
        cells = (_estimate(first), number(third.mean), number(fifth.mean), *map(number, quotes))
        lines.append(Line(label, (str(len(members)), *cells)))
    return Group(labels.GROUPINGS[grouping], hit_plot(hits), tuple(lines)) if hits else None


def _calibration(rows: Sequence[Row]) -> Calibration:
    bins = reliability(rows)
    return Calibration(bins, calibration_error(bins), reliability_plot(bins))


def _refusing(rows: Sequence[Row], threshold: float) -> Refusing | None:
    """What thresholds refuse, or None where the questions are not of both kinds."""
    points = abstention(rows)
    if not points:
        return None
    here = at_threshold(rows, threshold)
    return Refusing(here, at_round_thresholds(rows, threshold), abstention_plot(points, here))


def _without_answer(rows: Sequence[Row]) -> list[Line]:
    """How many of the questions without an answer were refused, by type."""
    return [
        Line(labels.GROUPS[name], (str(len(members)), number(mean(members, REFUSED))))
        for name, members in grouped(unanswerable(rows), "type").items()
    ]


def _timing(rows: Sequence[Row]) -> Timing | None:
    found, slots = latency(rows), time_slots(rows)
    return Timing(found, slots, time_plot(slots, found.median, found.p95)) if found else None


def _ablations(ablations: Mapping[str, Results]) -> list[Line]:
    measures = [hit_name(basis, k) for basis in (Basis.PAGE, Basis.QUOTE) for k in (1, SHOWN)]
    lines = []
    for name, results in ablations.items():
        gap = difference(results.rows, ablations[BASELINE].rows, ndcg_name(Basis.PAGE))
        apart = number(None)
        if gap is not None and name != BASELINE:
            apart = f"{signed(gap.mean)} ({signed(gap.low)} tot {signed(gap.high)})"
        cells = (number(mean(results.rows, each)) for each in [*measures, ndcg_name(Basis.PAGE)])
        lines.append(Line(labels.ABLATIONS[name], (*cells, apart)))
    return lines


def _failures(rows: Sequence[Row]) -> list[tuple[str, list[Failed]]]:
    """The questions that went wrong, by what went wrong, worst first."""
    return [
        (labels.FAILURES[kind], [_failed(row) for row in members]) for kind, members in failures(rows).items()
    ]


def _failed(row: Row) -> Failed:
    question = row.question
    return Failed(
        row=row,
        kind=" · ".join(labels.GROUPS[each] for each in (question.type, question.form, question.language)),
        wanted=question.evidence,
        all_needed=question.need is Need.ALL,
        found=row.found[0] if row.found else None,
        found_is_right=bool(row.measures[hit_name(Basis.QUOTE, 1)]),
    )
