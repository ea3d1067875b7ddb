"""Counts and durations for Prometheus, in a registry per application; never a question's text."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from api.schemas import AskResponse

# From 2 ms (a lexical hit in a small index) to 10 s (a large index on a busy machine).
LATENCY_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
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
        self._letters = Gauge(
            "briefwijzer_letters", "Letters in the index; 0 without one.", registry=self._registry
        )
        self._failures = Gauge(
            "briefwijzer_unreadable_letters", "Files that could not be read.", registry=self._registry
        )

    def count_question(self, response: AskResponse, seconds: float) -> None:
        """Count one question that was dealt with, and the seconds it took."""
        self._questions.labels(outcome=response.reason or "answered").inc()
        self._answer_seconds.observe(seconds)

    def count_request(self, method: str, route: str, status: int) -> None:
        """Count one HTTP request.

        :param route: the path template ("/v1/letters/{letter_id}"), never the path itself.
        """
        known = method if method in KNOWN_METHODS else "other"
        self._requests.labels(method=known, route=route, status=str(status)).inc()

    def render(self, letters: int, failures: int) -> bytes:
        """Everything in Prometheus' text format.

        :param letters: how many letters the index has now.
        :param failures: how many files could not be read.
        """
        self._letters.set(letters)
        self._failures.set(failures)
        return generate_latest(self._registry)
