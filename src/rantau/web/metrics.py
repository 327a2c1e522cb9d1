"""Prometheus figures of the web process. Labels are route names and status codes; never a path or a person."""

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

REGISTRY = CollectorRegistry()
REQUESTS = Counter("rantau_requests", "Requests answered", ["route", "status"], registry=REGISTRY)
SECONDS = Histogram("rantau_request_seconds", "Time to answer", ["route"], registry=REGISTRY)


def observe(route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    REQUESTS.labels(route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


def text() -> bytes:
    """Return the figures in Prometheus' text format."""
    return generate_latest(REGISTRY)
