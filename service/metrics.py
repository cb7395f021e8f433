"""The numbers an operator watches, in Prometheus' text format."""

import os
from collections.abc import Callable
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

__all__ = [
    "ANSWERS",
    "ENGINE_SECONDS",
    "KILLED",
    "MEDIA_TYPE",
    "QUEUED",
    "READY_HITS",
    "SECONDS",
    "SWAPS",
    "exposition",
]

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"

REGISTRY: Final = CollectorRegistry()
_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

ANSWERS: Final = Counter("policygraph_answers", "Answers by route and status.", ["route", "status"], registry=REGISTRY)
SECONDS: Final = Histogram(
    "policygraph_answer_seconds", "Time to the last byte.", ["route"], buckets=_BUCKETS, registry=REGISTRY
)
READY_HITS: Final = Counter("policygraph_ready_hits", "Answers served from ready bytes.", registry=REGISTRY)
ENGINE_SECONDS: Final = Histogram(
    "policygraph_engine_seconds", "Time a query held a worker.", buckets=_BUCKETS, registry=REGISTRY
)
KILLED: Final = Counter("policygraph_engine_killed", "Workers that ended in a query.", ["why"], registry=REGISTRY)
QUEUED: Final = Gauge(
    "policygraph_engine_queued", "Queries waiting for a worker.", registry=REGISTRY, multiprocess_mode="livesum"
)
SWAPS: Final = Counter("policygraph_release_swaps", "Releases taken into service.", registry=REGISTRY)


def exposition() -> bytes:
    """Return the metrics of this process, or of all server processes where they share a metrics folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    merged = CollectorRegistry()
    collect: Callable[[CollectorRegistry], object] = MultiProcessCollector
    collect(merged)
    return generate_latest(merged)
