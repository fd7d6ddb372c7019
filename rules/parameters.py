"""The registry of parameters: looked up, read, shown, and checked together (RULES 4 and 11)."""

import difflib
from collections.abc import Mapping
from copy import copy
from typing import Any

from rules import approvals
from rules.errors import Refusal
from rules.parameter import Parameter
from rules.presets import GROWING, PRESETS, REGISTRY

LEVELS = ("discussion", "voting", "timelock", "quorum", "differential", "approval", "min_voters")


def get(name: str) -> Parameter:
    """The parameter of this name; Refusal names the nearest."""
    if name not in REGISTRY:
        near = difflib.get_close_matches(name, REGISTRY, 1, 0.0)
        raise Refusal(f"There is no parameter {name[:40]}; did you mean {near[0]}?")
    return REGISTRY[name]


def preset(name: str) -> dict[str, Any]:
    """All values of a preset; Refusal if there is none of that name."""
    if name not in PRESETS:
        raise Refusal(f"The presets are {', '.join(PRESETS)}.")
    place = PRESETS.index(name)
    return {one.name: copy(one.values[place]) for one in REGISTRY.values()}


def defaults() -> dict[str, Any]:
    """What holds where nobody decided: the preset for a growing community."""
    return preset(GROWING)


def check_all(values: Mapping[str, Any], treasurers: int | None = None) -> None:
    """Check every value and the rules between them; Refusal names the first that is broken."""
    for name, value in values.items():
        get(name).check(value)
    check_votes(values)
    approvals.seats(values["approvals_needed"], values["treasurers"] if treasurers is None else treasurers)


def check_change(now: Mapping[str, Any], name: str, new: Any, treasurers: int) -> dict[str, Any]:
    """All values with a new one of them, if it fits beside the others; else Refusal.

    That treasurers are missing, because some have left, stands in the way of `approvals_needed` only (RULES 5).
    """
    get(name).check(new)
    then = {**now, name: new}
    check_votes(then)
    if name == "approvals_needed":
        approvals.seats(new, treasurers)
    return then


def check_votes(values: Mapping[str, Any]) -> None:
    """Check the rules between what votes need; Refusal names the first that is broken."""
    for what in LEVELS:
        if values[f"constitutional_{what}"] < values[f"ordinary_{what}"]:
            raise Refusal(f"constitutional_{what} must be at least ordinary_{what}.")
    if values["extension"] > values["ordinary_voting"]:
        raise Refusal("extension must be at most ordinary_voting.")
    if not any(values[name] for name in ("w_liquid", "w_locked", "w_ve")):
        raise Refusal("w_liquid, w_locked and w_ve cannot all be 0, for then nobody could vote; raise one.")


def weight(values: Mapping[str, Any]) -> int:
    """The most one token can weigh: supply times this stays below 2^63 (RULES 3)."""
    return int(max(values["w_liquid"], values["w_locked"] + values["w_ve"], values["w_vesting"], 1))


def document() -> str:
    """The registry as a Markdown page."""
    head = (
        "# Parameters\n\nEverything a community can set. Each change is an entry of the ledger.\n\n"
        f"| parameter | what it is | bounds | {' | '.join(PRESETS)} |\n|---|---|---|---|---|---|\n"
    )
    return head + "".join(_row(one) for one in REGISTRY.values())


def _row(one: Parameter) -> str:
    return f"| `{one.name}` | {one.about} | {one.bounds} | {' | '.join(map(one.show, one.values))} |\n"
