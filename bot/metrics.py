"""What is counted and timed, for Prometheus. No metric names a person, a chat or a text."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
_UNDERSTANDING = (0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1)


class Metrics:
    """The metrics of this process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.updates = Counter(
            "bot_updates", "Updates that came to their end", ["outcome"], registry=self.registry
        )
        self.questions = Counter(
            "bot_questions", "Answered questions", ["outcome", "language"], registry=self.registry
        )
        self.web = Counter(
            "bot_web_requests", "Asked on the web or by API", ["outcome"], registry=self.registry
        )
        self.understanding = Histogram(
            "bot_understanding_seconds",
            "From a question to its card",
            buckets=_UNDERSTANDING,
            registry=self.registry,
        )
        self.latency = Histogram(
            "bot_answer_seconds",
            "From the receipt of an update to the end of sending its answer",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.retries = Counter(
            "bot_telegram_retries", "Repeated calls", ["reason"], registry=self.registry
        )
        self.inbox_depth = Gauge("bot_inbox_depth", "Updates that wait", registry=self.registry)
        self.inbox_age = Gauge(
            "bot_inbox_age_seconds", "Age of the oldest that waits", registry=self.registry
        )
        self.paused = Gauge("bot_paused", "1 while staff have paused it", registry=self.registry)
        self.reloads = Counter(
            "bot_knowledge_reloads",
            "Changed versions of the knowledge",
            ["result"],
            registry=self.registry,
        )
        self.errors = Counter("bot_errors", "Errors of ours", registry=self.registry)

    def answered(self, received_at: int) -> None:
        """An update that came at `received_at` (milliseconds since 1970) has been answered."""
        self.latency.observe(max(0.0, time.time() - received_at / 1000))

    def text(self) -> bytes:
        """All of them in Prometheus' text format."""
        return generate_latest(self.registry)
