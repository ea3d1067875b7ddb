"""The results as text: tables for a terminal, labels in Dutch, terms of the field as they are."""

from collections.abc import Iterable, Mapping, Sequence

from eval import labels
from eval.bootstrap import RESAMPLES, Estimate
from eval.curves import at_round_thresholds, calibration_error, reliability
from eval.gold import Need
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
    precision_name,
    rr_name,
)
from eval.overlap import BANDS
from eval.provenance import Provenance
from eval.run import BASELINE, Outcome, Results, Row
from eval.summary import (
    GROUPINGS,
    answerable,
    difference,
    estimates,
    failures,
    grouped,
    latency,
    mean,
    unanswerable,
)

NONE = "-"
_LEGEND = (
    "pag.: een passage op de pagina; cit.: een passage met het citaat; MRR en nDCG naar pagina;\n"
    "onterecht, terecht: welk deel van de vragen met en zonder antwoord geweigerd werd;\n"
    "woordoverlap: welk deel van de woorden van de vraag (zeldzame tellen zwaarder) het citaat heeft:\n"
    f"{', '.join(f'{labels.OVERLAPS[name]} {name}' for name in BANDS)}."
)
_SHORT: Mapping[str, str] = {
    "hit@1 pag.": hit_name(Basis.PAGE, 1),
    "hit@5 pag.": hit_name(Basis.PAGE, 5),
    "hit@1 cit.": hit_name(Basis.QUOTE, 1),
    "hit@5 cit.": hit_name(Basis.QUOTE, 5),
    "MRR@10": rr_name(Basis.PAGE),
    "nDCG@10": ndcg_name(Basis.PAGE),
}
"""The columns of the tables by group and by ablation."""


def format_report(
    results: Results, ablations: Mapping[str, Results], made_with: Provenance, *, list_failures: bool
) -> str:
    """The whole report, lines ending in a newline.

    :param ablations: results by ablation; empty where they were not run.
    """
    rows = results.rows
    parts = [
        _head(rows, made_with),
        _ranking(rows),
        _answers(rows),
        [_LEGEND],
        *(_by_group(rows, grouping) for grouping in GROUPINGS),
        _calibration(rows),
        _thresholds(rows, made_with.settings.min_confidence),
        _latency(results),
        _ablations(ablations),
        _lost(rows),
        _failures(rows) if list_failures else [],
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def table(header: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """Aligned columns, the first to the left and the others to the right, under a rule."""
    cells = [list(header), *(list(line) for line in lines)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    aligned = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in cells
    ]
    return [aligned[0].rstrip(), "-" * len(aligned[0]), *(line.rstrip() for line in aligned[1:])]


def _head(rows: Sequence[Row], made_with: Provenance) -> list[str]:
    with_answer, without, index = len(answerable(rows)), len(unanswerable(rows)), made_with.index
    gold = f"{made_with.gold}, deel {made_with.split}"
    return [
        made_with.command,
        f"commit {made_with.commit or 'onbekend'}, index {index.snapshot}, model {index.model}",
        f"{index.letters} brieven in {index.chunks} stukken",
        f"{len(rows)} vragen ({gold}): {with_answer} met antwoord, {without} zonder",
        f"Tussen haken het 95%-interval (bootstrap over de vragen, {RESAMPLES} trekkingen).",
    ]


def _ranking(rows: Sequence[Row]) -> list[str]:
    found = estimates(answerable(rows))
    names = {f"hit@{k}": [hit_name(basis, k) for basis in Basis] for k in CUTOFFS}
    names |= {"MRR@10": [rr_name(b) for b in Basis], "nDCG@10": [ndcg_name(b) for b in Basis]}
    lines = [[label, *(interval(found.get(name)) for name in wanted)] for label, wanted in names.items()]
    several = sum(row.question.need is Need.ALL for row in rows)
    note = f"Meer dan één plaats nodig: {several} vragen; één passage (hit@1) heeft die zelden allemaal."
    return [
        "Rangschikking: vragen met een antwoord, ook als dat antwoord geweigerd werd",
        *table(["", *(labels.BASES[basis] for basis in Basis)], lines),
        *([note] if several else []),
    ]


def _answers(rows: Sequence[Row]) -> list[str]:
    with_answer, without = estimates(answerable(rows)), estimates(unanswerable(rows))
    every = estimates(rows)
    first = [
        ["beantwoord", interval(with_answer.get(ANSWERED)), interval(without.get(ANSWERED))],
        ["geweigerd", interval(with_answer.get(REFUSED)), interval(without.get(REFUSED))],
        ["verloren (fout)", _lost_share(answerable(rows)), _lost_share(unanswerable(rows))],
    ]
    second = [
        [f"beantwoord, en hit@{k}", *(interval(with_answer.get(answered_hit_name(b, k))) for b in Basis)]
        for k in (1, SHOWN)
    ]
    shown = {f"citation precision@{k}": every.get(precision_name(k)) for k in (1, SHOWN)}
    shown["letterlijk (moet 1 zijn)"] = every.get(VERBATIM)
    return [
        "Antwoorden: wat een lezer te zien krijgt",
        *table(["", "met antwoord", "zonder antwoord"], first),
        "",
        *table(["vragen met een antwoord", *(labels.BASES[basis] for basis in Basis)], second),
        "",
        *table(
            ["getoonde passages", "gemiddeld", "vragen"],
            [[label, interval(estimate), _count(estimate)] for label, estimate in shown.items()],
        ),
    ]


def _by_group(rows: Sequence[Row], grouping: str) -> list[str]:
    groups = grouped(rows, grouping)
    lines = [
        [
            labels.OVERLAPS.get(name, name),
            str(len(members)),
            *(_number(mean(members, measure)) for measure in _SHORT.values()),
            _number(mean(answerable(members), REFUSED)),
            _number(mean(unanswerable(members), REFUSED)),
        ]
        for name, members in groups.items()
    ]
    header = [f"Per {labels.GROUPINGS[grouping]}", "vragen", *_SHORT, "onterecht", "terecht"]
    return table(header, lines) if groups else []


def _calibration(rows: Sequence[Row]) -> list[str]:
    """What confidence promised and what came of it, but for bins without questions."""
    bins = reliability(rows)
    lines = [
        [f"{each.low:.1f}-{each.high:.1f}", str(each.count), _number(each.confidence), _number(each.right)]
        for each in bins
        if each.count
    ]
    error = f"Verwachte kalibratiefout (ECE): {_number(calibration_error(bins))}."
    header = ["Zekerheid", "vragen", "gemiddelde zekerheid", "eerste passage goed"]
    return [*table(header, lines), error] if lines else []


def _thresholds(rows: Sequence[Row], in_force: float) -> list[str]:
    """What round thresholds would refuse, and the one in force does; nothing without questions of both kinds."""
    lines = [
        [
            f"{point.threshold:.2f}{' (geldt)' if point.threshold == in_force else ''}",
            _number(point.wrongly_refused),
            _number(point.rightly_refused),
            str(point.answered),
            _number(point.right),
        ]
        for point in at_round_thresholds(rows, in_force)
    ]
    header = ["Drempel", "onterecht", "terecht", "beantwoord", "daarvan goed"]
    return table(header, lines) if lines else []


def _latency(results: Results) -> list[str]:
    found = latency(results.rows)
    if found is None:
        return []
    figures = f"mediaan {found.median:.1f} ms, p95 {found.p95:.1f} ms, langste {found.longest:.1f} ms"
    return [f"Tijd per vraag: {figures} (top_k {results.top_k})."]


def _ablations(ablations: Mapping[str, Results]) -> list[str]:
    if not ablations:
        return []
    baseline = ablations[BASELINE].rows
    lines = []
    for name, results in ablations.items():
        gap = difference(results.rows, baseline, ndcg_name(Basis.PAGE)) if name != BASELINE else None
        scores = (_number(mean(results.rows, measure)) for measure in _SHORT.values())
        lines.append([labels.ABLATIONS[name], *scores, interval(gap, signed=True)])
    return table(["Ablaties (rangschikking)", *_SHORT, "verschil in nDCG@10"], lines)


def _lost(rows: Sequence[Row]) -> list[str]:
    lost = [f"  {row.question.question_id}: {row.error}" for row in rows if row.outcome is Outcome.LOST]
    return [f"Verloren vragen ({len(lost)}), elk geteld als 0:", *lost] if lost else []


def _failures(rows: Sequence[Row]) -> list[str]:
    wrong = failures(rows)
    lines = [f"Fouten: {sum(map(len, wrong.values()))} van {len(rows)} vragen"]
    for kind, members in wrong.items():
        lines += ["", f"{labels.FAILURES[kind]} ({len(members)})"]
        for row in members:
            lines += _failure(row)
    return lines


def _failure(row: Row) -> list[str]:
    question = row.question
    sure = NONE if row.confidence is None else f"{row.confidence:.2f}"
    lines = [f"  {question.question_id} [{question.type}, {question.form}, {sure}] {question.text}"]
    joint = "nodig:   " if question.need is Need.ALL else "verwacht:"
    lines += [
        f"    {joint} {place.letter_id} p. {place.page}: {' '.join(place.quote.split())}"
        for place in question.evidence
    ]
    if row.error is not None:
        lines.append(f"    fout:     {row.error}")
    if row.found:
        first = row.found[0]
        right = " (goed)" if row.measures[hit_name(Basis.QUOTE, 1)] else ""
        text = " ".join(first.text.split())
        lines.append(f"    gevonden: {first.letter_id} p. {first.page}{right}: {text}")
    return lines


def _lost_share(rows: Sequence[Row]) -> str:
    return _number(sum(row.outcome is Outcome.LOST for row in rows) / len(rows)) if rows else NONE


def interval(estimate: Estimate | None, *, signed: bool = False) -> str:
    """`0.812 [0.74-0.88]`, or with signs `-0.041 [-0.08 0.00]`."""
    if estimate is None:
        return NONE
    if signed:
        return f"{estimate.mean:+.3f} [{estimate.low:+.2f} {estimate.high:+.2f}]"
    return f"{estimate.mean:.3f} [{estimate.low:.2f}-{estimate.high:.2f}]"


def _number(value: float | None) -> str:
    return NONE if value is None else f"{value:.3f}"


def _count(estimate: Estimate | None) -> str:
    return "0" if estimate is None else str(estimate.count)
