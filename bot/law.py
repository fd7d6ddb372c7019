"""The numbers of docs/rules.md: whoever writes it names a parameter or a constant, and the code says its value.

`[4 %][ordinary_quorum]` and `[14 days][rules.proposals.PAUSE]` are links to where a number stands; what is between the
first brackets, and the list of places at the end of the page, is written here.
"""

from __future__ import annotations

import re
from datetime import timedelta
from fractions import Fraction
from importlib import import_module
from typing import Any

from rules import moments, parameters
from rules.errors import Refusal
from rules.parameter import Parameter
from rules.presets import GROWING, PRESETS
from rules.wording import listed

MARK = re.compile(r"\[([^\][\n]*)\]\[([^\][\n]+)\]")
LIST = re.compile(r"^\[[^\]\n]+\]: (?:parameters\.md|\.\./(?:rules|storage)/).*\n", re.MULTILINE)
UNITS = {"seconds": timedelta(seconds=1), "hours": timedelta(hours=1), "days": timedelta(days=1)}


def filled(text: str, preset: str = GROWING) -> str:
    """The page with the numbers of a preset; Refusal for a name that neither the registry nor the code knows."""
    written = re.sub(r"\n{3,}", "\n\n", LIST.sub("", text))
    body = MARK.sub(lambda found: f"[{number(found[2], preset)}][{found[2]}]", written)
    named = sorted({found[2] for found in MARK.finditer(body)})
    return "\n".join([body.rstrip("\n"), "", *(f"[{name}]: {place(name)}" for name in named), ""])


def number(name: str, preset: str) -> str:
    """What stands under a name, as people read it."""
    if "." not in name:
        one = parameters.get(name)
        return one.show(one.values[PRESETS.index(preset)])
    path, _, unit = name.partition(" in ")
    return shown(constant(path), unit)


def constant(path: str) -> Any:
    """The value of `rules.proposals.PAUSE`."""
    module, _, name = path.rpartition(".")
    if module.split(".")[0] not in ("rules", "storage"):
        raise Refusal(f"The numbers of the law stand in rules/ and storage/, not in {path}.")
    try:
        return getattr(import_module(module), name)
    except (ImportError, AttributeError):
        raise Refusal(f"There is no {path}; docs/rules.md names it.") from None


def shown(value: Any, unit: str = "") -> str:
    """A constant as people read it; a length of time may be counted in a unit."""
    if isinstance(value, tuple):
        return listed([shown(one, unit) for one in value])
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, timedelta):
        return f"{value // UNITS[unit]:,}" if unit else moments.span(value)
    return f"{value:,}"


def place(name: str) -> str:
    """Where a number stands, as a link from docs/."""
    if "." not in name:
        return f'parameters.md "{about(parameters.get(name))}"'
    module = name.rpartition(".")[0]
    return f"../{module.replace('.', '/')}.py"


def about(one: Parameter) -> str:
    return f"{one.about}; {one.bounds}"
