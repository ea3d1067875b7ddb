"""The results as JSON: every question with its measures, and what the text report says."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from eval.bootstrap import LEVEL, RESAMPLES, SEED, Estimate
from eval.compare import Change
from eval.curves import Point, abstention, at_threshold, calibration_error, reliability
from eval.measures import Basis, ndcg_name
from eval.provenance import Provenance
from eval.run import BASELINE, Outcome, Results, Row
from eval.run_file import FORMAT
from eval.summary import (
    GROUPINGS,
    answerable,
    difference,
    estimates,
    failure,
    grouped,
    latency,
    unanswerable,
)

_DECIMALS = 4

Json = dict[str, Any]


def to_json(
    results: Results,
    ablations: Mapping[str, Results],
    made_with: Provenance,
    *,
    list_failures: bool,
    changes: Sequence[Change] | None = None,
) -> Json:
    """The whole report as what `json.dumps` takes; measures are rounded to four decimals.

    :param ablations: results by ablation; empty where they were not run.
    :param list_failures: whether to add the questions that went wrong, with what was found first.
    :param changes: the comparison with a baseline, where there is one.
    """
    found = latency(results.rows)
    report: Json = {
        "format": FORMAT,
        **asdict(made_with),
        "top_k": results.top_k,
        "bootstrap": {"level": LEVEL, "resamples": RESAMPLES, "seed": SEED},
        "overall": _populations(results.rows),
        "groups": {
            grouping: {name: _populations(rows) for name, rows in grouped(results.rows, grouping).items()}
            for grouping in GROUPINGS
        },
        "calibration": _calibration(results.rows),
        "abstention": _abstention(results.rows, made_with.settings.min_confidence),
        "latency_ms": _rounded(asdict(found)) if found is not None else None,
        "ablations": {name: _ablation(run, ablations[BASELINE]) for name, run in ablations.items()},
        "lost": [
            {"id": row.question.question_id, "error": row.error}
            for row in results.rows
            if row.outcome is Outcome.LOST
        ],
        "questions": [_row(row) for row in results.rows],
    }
    if list_failures:
        report["failures"] = [_failure(row) for row in results.rows if failure(row) is not None]
    if changes is not None:
        report["comparison"] = {change.headline.name: _change(change) for change in changes}
    return report


def _change(change: Change) -> Json:
    return {
        "before": round(change.before, _DECIMALS),
        "now": round(change.now, _DECIMALS),
        "difference": _estimate(change.difference),
        "won": list(change.won),
        "lost": list(change.lost),
        "p": round(change.p, _DECIMALS),
        "fell": change.fell,
    }


def _populations(rows: Sequence[Row]) -> Json:
    return {
        "questions": len(rows),
        "answerable": _estimates(answerable(rows)),
        "unanswerable": _estimates(unanswerable(rows)),
        "all": _estimates(rows),
    }


def _estimates(rows: Sequence[Row]) -> Json:
    return {name: _estimate(estimate) for name, estimate in estimates(rows).items()}


def _calibration(rows: Sequence[Row]) -> Json:
    """The expected calibration error and the bins it is of; null where there are no questions."""
    bins = reliability(rows)
    numbers = [_rounded({"confidence": each.confidence, "right": each.right}) for each in bins]
    return {
        **_rounded({"error": calibration_error(bins)}),
        "bins": [
            {"low": each.low, "high": each.high, "questions": each.count, **found}
            for each, found in zip(bins, numbers, strict=True)
        ],
    }


def _abstention(rows: Sequence[Row], in_force: float) -> Json | None:
    """What the threshold in force refuses, and the curve; null where the questions are not of both kinds."""
    points = abstention(rows)
    if not points:
        return None
    return {
        "in_force": _point(at_threshold(rows, in_force)),
        "curve": [_point(point) for point in points],
    }


def _point(point: Point) -> Json:
    shares = {
        "wrongly_refused": point.wrongly_refused,
        "rightly_refused": point.rightly_refused,
        "right": point.right,
    }
    return {"threshold": point.threshold, **_rounded(shares), "answered": point.answered}


def _ablation(run: Results, baseline: Results) -> Json:
    gap = difference(run.rows, baseline.rows, ndcg_name(Basis.PAGE))
    return {
        "overall": _populations(run.rows),
        "difference": {ndcg_name(Basis.PAGE): _estimate(gap) if gap is not None else None},
    }


def _row(row: Row) -> Json:
    question, kind = row.question, failure(row)
    return {
        "id": question.question_id,
        "question": question.text,
        "type": question.type.value,
        "form": question.form.value,
        "language": question.language.value,
        "answerable": question.answerable,
        "outcome": row.outcome.value,
        "reason": row.reason,
        "error": row.error,
        "failure": kind.value if kind is not None else None,
        "confidence": row.confidence,
        "overlap": None if row.overlap is None else round(row.overlap, _DECIMALS),
        "took_ms": round(row.took_ms, 1),
        "measures": _rounded(row.measures),
        "found": [
            {
                "letter": found.letter_id,
                "page": found.page,
                "spans": [asdict(span) for span in found.spans],
                "score": found.score,
            }
            for found in row.found
        ],
    }


def _failure(row: Row) -> Json:
    first = row.found[0] if row.found else None
    return {
        "id": row.question.question_id,
        "failure": failure(row),
        "question": row.question.text,
        "need": row.question.need.value,
        "expected": [
            {"letter": place.letter_id, "page": place.page, "quote": place.quote}
            for place in row.question.evidence
        ],
        "found": {"letter": first.letter_id, "page": first.page, "text": first.text} if first else None,
    }


def _estimate(estimate: Estimate) -> Json:
    return {
        "questions": estimate.count,
        **_rounded({"mean": estimate.mean, "low": estimate.low, "high": estimate.high}),
    }


def _rounded(numbers: Mapping[str, float | None]) -> Json:
    return {name: None if value is None else round(value, _DECIMALS) for name, value in numbers.items()}
