"""Structured logs with allow-listed keys only: nothing a person typed reaches them (promise J1)."""

import logging
from collections.abc import MutableMapping
from typing import Any

import structlog

ALLOWED = frozenset(
    {"event", "level", "timestamp", "logger", "request_id", "method", "route", "status", "milliseconds", "queries",
     "account", "action", "code", "job", "attempt", "count", "exception_type", "where"}
)  # fmt: skip


def allow_listed(_logger: object, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Drop every key that is not on the list."""
    return {key: value for key, value in event.items() if key in ALLOWED}


class ScrubbedFormatter(logging.Formatter):
    """Formats records of libraries: the fixed message only, never its arguments or a traceback's values."""

    def format(self, record: logging.LogRecord) -> str:
        parts = [f'"level":"{record.levelname.lower()}"', f'"logger":"{record.name}"']
        if record.name.startswith("rantau"):
            return record.getMessage()
        if record.exc_info and record.exc_info[0]:
            parts.append(f'"exception_type":"{record.exc_info[0].__name__}"')
            parts.append(f'"where":"{_innermost(record.exc_info[2])}"')
        return "{" + ",".join(parts) + "}"


def _innermost(traceback: Any) -> str:
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None:
        return ""
    code = traceback.tb_frame.f_code
    return f"{code.co_filename.rsplit('/', 2)[-1]}:{traceback.tb_lineno}"


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"scrubbed": {"()": ScrubbedFormatter}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "scrubbed"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "rantau": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}


def configure_structlog() -> None:
    """One JSON line per event, through the standard logger ``rantau``."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            allow_listed,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
