"""What the processes write to their standard error: one line for each event, with the request it belongs to."""

import re
from typing import Any

import structlog

_KEYS = re.compile(r"(/(?:feeds|answer)/)[A-Za-z0-9_:\-]{8,}")


def hide_keys(_: Any, __: str, event: dict[str, Any]) -> dict[str, Any]:
    """An address that is its own key must not be read in the logs by whoever may read those."""
    for name, value in event.items():
        if isinstance(value, str) and "/" in value:
            event[name] = _KEYS.sub(r"\1…", value)
    return event


# Never the local variables of a traceback: they hold passwords and the words people type.
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    hide_keys,
]
LINE = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"], bool_as_flag=False)


def configure(level: str) -> dict[str, Any]:
    """Send structlog through Python's own logging, and return Django's LOGGING for it."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    line = {
        "()": "structlog.stdlib.ProcessorFormatter",
        "foreign_pre_chain": SHARED,
        "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, LINE],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": line},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
    }
