"""What the running bot tells its operator: one line per event on standard error, without secrets."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

SECRET = re.compile(r"(^|[^a-z])(api)?(token|key|secret|password|authorization)$", re.IGNORECASE)
HIDDEN = "***"
SHORTEST = 6


def start(level: str = "info", form: str = "plain", environ: Mapping[str, str] | None = None) -> None:
    """Send every log line, ours and the libraries', to standard error; called once, at the start."""
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*common(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter(form, os.environ if environ is None else environ))
    root = logging.getLogger()
    replace(root, handler)
    root.setLevel(number)
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(max(number, logging.WARNING))


def common() -> list[Processor]:
    """What every line carries: the bound context, logger, level and time."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def formatter(form: str, environ: Mapping[str, str]) -> structlog.stdlib.ProcessorFormatter:
    """The last steps of a line: traceback as text, secrets out, then plain or json."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=common(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            Redact(environ),
            renderer(form),
        ],
    )


def renderer(form: str) -> Processor:
    """Plain lines for people (coloured on a terminal), json for machines."""
    if form == "json":
        return structlog.processors.JSONRenderer(default=str, ensure_ascii=False)
    plain = structlog.dev.plain_traceback
    return structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)


def replace(root: logging.Logger, handler: logging.Handler) -> None:
    """Put the handler in place of the one of an earlier start; handlers of others stay."""
    for old in root.handlers[:]:
        if isinstance(old.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(old)
    root.addHandler(handler)


class Redact:
    """Hides values by the look of their name, and the environment's secrets wherever they stand."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        values = {value for value in secrets(environ) if len(value) >= SHORTEST}
        found = sorted(values, key=len, reverse=True)
        self.known = re.compile("|".join(map(re.escape, found))) if found else None

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
        return {key: self.hide(key, value) for key, value in event.items()}

    def hide(self, key: object, value: Any) -> Any:
        """The value as it may be shown under this name."""
        if isinstance(key, str) and SECRET.search(key):
            return HIDDEN
        if isinstance(value, Mapping):
            return {inner: self.hide(inner, item) for inner, item in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self.hide(None, item) for item in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        return self.known.sub(HIDDEN, str(value)) if self.known else value


def secrets(environ: Mapping[str, str]) -> Iterator[str]:
    """The values that the environment holds in confidence, passwords inside addresses included."""
    for name, value in environ.items():
        if SECRET.search(name):
            yield value
        elif "://" in value and (password := inside(value)):
            yield password
            yield unquote(password)


def inside(url: str) -> str | None:
    """The password inside an address, if it has one."""
    try:
        return urlsplit(url).password
    except ValueError:
        return None
