"""Counts and durations for Prometheus, in a registry per application; never a question's text."""

import os
import time
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from api.schemas import AskResponse

if TYPE_CHECKING:
    from index.snapshot import IndexInfo

MULTIPROCESS = "PROMETHEUS_MULTIPROC_DIR"
"""prometheus-client's own variable: the folder in which several processes count together."""
ANSWERED = "answered"

# From 2 ms (a lexical hit in a small index) to 10 s (a large index on a busy machine).
LATENCY_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
# From 0.1 ms (understanding a question) to 2 s.
STAGE_BUCKETS = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 2.0)
KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics:
    """What one application counts; labels have few values, so that a stranger cannot make them grow."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "briefwijzer_questions",
            "Questions, by outcome: answered, or the reason for abstaining.",
            ["outcome"],
            registry=self._registry,
        )
        self._answer_seconds = Histogram(
            "briefwijzer_answer_seconds",
            "Time to answer a question, in seconds.",
            buckets=LATENCY_BUCKETS,
            registry=self._registry,
        )
        self._requests = Counter(
            "briefwijzer_http_requests",
            "HTTP requests, by method, route and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._stage_seconds = Histogram(
            "briefwijzer_stage_seconds",
            "Time of each stage of answering a question, in seconds.",
            ["stage"],
            buckets=STAGE_BUCKETS,
            registry=self._registry,
        )
        self._request_seconds = Histogram(
            "briefwijzer_http_request_seconds",
            "Time of HTTP requests, by route, in seconds.",
            ["route"],
            buckets=LATENCY_BUCKETS,
            registry=self._registry,
        )

    def count_question(self, response: AskResponse, seconds: float) -> None:
        """Count one question that was dealt with, and the seconds it took."""
        self._questions.labels(outcome=response.reason or ANSWERED).inc()
        self._answer_seconds.observe(seconds)

    def count_stage(self, stage: str, seconds: float) -> None:
        """Count one stage of a question, and the seconds it took."""
        self._stage_seconds.labels(stage=stage).observe(seconds)

    def count_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count one HTTP request, and the seconds it took.

        :param route: the path template ("/v1/letters/{letter_id}"), never the path itself.
        """
        known = method if method in KNOWN_METHODS else "other"
        self._requests.labels(method=known, route=route, status=str(status)).inc()
        self._request_seconds.labels(route=route).observe(seconds)

    def render(self, info: "IndexInfo | None") -> bytes:
        """Everything in Prometheus' text format.

        :param info: what the index is now; None where there is none.
        """
        counted = self._registry
        if MULTIPROCESS in os.environ:
            counted = CollectorRegistry()
            MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
        now = CollectorRegistry()
        Gauge("briefwijzer_letters", "Letters in the index; 0 without one.", registry=now).set(
            info.letters if info else 0
        )
        Gauge("briefwijzer_unreadable_letters", "Files that could not be read.", registry=now).set(
            len(info.failures) if info else 0
        )
        if info:
            Gauge("briefwijzer_index_age_seconds", "Time since the index was made.", registry=now).set(
                max(0.0, time.time() - info.made)
            )
        if (share := _abstention_share(counted)) is not None:
            Gauge(
                "briefwijzer_abstention_share",
                "Share of the questions since the start that got no answer, from 0 to 1.",
                registry=now,
            ).set(share)
        return generate_latest(counted) + generate_latest(now)


def _abstention_share(registry: CollectorRegistry) -> float | None:
    """The share of the questions without an answer, or None where none was asked."""
    counts = [
        (sample.labels["outcome"], sample.value)
        for metric in registry.collect()
        for sample in metric.samples
        if sample.name == "briefwijzer_questions_total"
    ]
    total = sum(count for _, count in counts)
    return sum(count for outcome, count in counts if outcome != ANSWERED) / total if total else None
