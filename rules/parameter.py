"""What a parameter is: its kind, its bounds, and how its value is read and shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from rules import moments
from rules.errors import Refusal

HOUR, DAY = 3600, 86_400
YES, NO = ("on", "yes", "true"), ("off", "no", "false")

_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}(,[0-9]{3})+")
_PERCENT = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,2}))? ?%?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value a community sets. Durations are seconds, percentages hundredths of a percent."""

    name: str
    kind: str
    about: str
    low: int
    high: int
    values: tuple[Any, Any, Any]  # of the three presets
    options: tuple[str, ...] = ()

    def parse(self, text: str) -> Any:
        """Read what a person typed; Refusal says what would work."""
        return self.check(READ[self.kind](self, text.strip()))

    def check(self, value: Any) -> Any:
        """The value, if it is of the kind and within the bounds; else Refusal."""
        if self.kind == "flag":
            good = isinstance(value, bool)
        elif self.kind == "choice":
            good = value in self.options
        elif self.kind == "words":
            good = isinstance(value, list) and value == [one for one in self.options if one in value]
        else:
            good = type(value) is int and self.low <= value <= self.high
        if not good:
            raise Refusal(f"{self.name} must be {self.bounds}.")
        return value

    @property
    def bounds(self) -> str:
        """What it may be, in words."""
        if self.kind == "flag":
            return "on or off"
        if self.options:
            some = "some of " if self.kind == "words" else "one of "
            return some + ", ".join(self.options)
        return f"between {self.show(self.low)} and {self.show(self.high)}"

    def show(self, value: Any) -> str:
        """The value as people read it."""
        return str(SHOW[self.kind](value))


def _whole(parameter: Parameter, text: str) -> int:
    if not _WHOLE.fullmatch(text) or len(text) > 30:
        raise Refusal(f"{parameter.name} is a whole number, {parameter.bounds}.")
    return int(text.replace(",", ""))


def _percent(parameter: Parameter, text: str) -> int:
    found = _PERCENT.fullmatch(text)
    if not found:
        raise Refusal(f"{parameter.name} is a percentage such as 4 % or 2.5 %, {parameter.bounds}.")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def _flag(parameter: Parameter, text: str) -> bool:
    if text.lower() not in (*YES, *NO):
        raise Refusal(f"{parameter.name} is on or off.")
    return text.lower() in YES


def _duration(parameter: Parameter, text: str) -> int:
    return 0 if text.lower() in ("0", "none") else moments.duration(text) // timedelta(seconds=1)


def _words(parameter: Parameter, text: str) -> list[str]:
    given = set(text.lower().replace(",", " ").split()) - {"none"}
    if unknown := given - set(parameter.options):
        raise Refusal(f"{min(unknown)!r} is not one of {', '.join(parameter.options)}.")
    return [one for one in parameter.options if one in given]


def _shown_percent(value: int) -> str:
    whole, part = divmod(value, 100)
    return f"{whole}{f'.{part:02}'.rstrip('0') if part else ''} %"


READ: dict[str, Any] = {
    "number": _whole,
    "percent": _percent,
    "duration": _duration,
    "flag": _flag,
    "choice": lambda parameter, text: text.lower(),
    "words": _words,
}
SHOW: dict[str, Any] = {
    "number": lambda value: f"{value:,}",
    "percent": _shown_percent,
    "duration": lambda value: moments.span(timedelta(seconds=value)) if value else "none",
    "flag": lambda value: "on" if value else "off",
    "choice": str,
    "words": lambda value: ", ".join(value) or "none",
}


def number(name: str, about: str, bounds: tuple[int, int], values: tuple[int, int, int]) -> Parameter:
    return Parameter(name, "number", about, *bounds, values)


def percent(name: str, about: str, bounds: tuple[int, int], values: tuple[int, int, int]) -> Parameter:
    return Parameter(name, "percent", about, *bounds, values)


def duration(name: str, about: str, bounds: tuple[int, int], values: tuple[int, int, int]) -> Parameter:
    return Parameter(name, "duration", about, *bounds, values)


def flag(name: str, about: str, values: tuple[bool, bool, bool]) -> Parameter:
    return Parameter(name, "flag", about, 0, 1, values)


def choice(name: str, about: str, options: tuple[str, ...], values: tuple[str, str, str]) -> Parameter:
    return Parameter(name, "choice", about, 0, 0, values, options)


def words(name: str, about: str, options: tuple[str, ...], values: Sequence[Sequence[str]]) -> Parameter:
    first, second, third = ([one for one in options if one in value] for value in values)
    return Parameter(name, "words", about, 0, 0, (first, second, third), options)
