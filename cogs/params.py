"""The rules of the community as values: what each is, what it may be, and since when it is so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from bot.card import Card, Grid
from bot.command import Arg, Cog, Context, command
from rules import moments, parameters, presets
from rules.wording import count
from storage import communities
from storage import parameters as values

if TYPE_CHECKING:
    from bot.deps import Deps
    from storage.store import Look

LEVELS = ("ordinary_", "constitutional_")
GROUPS = {
    "votes": tuple(one for one in presets.GOVERNANCE if one.name.startswith(LEVELS)),
    "governance": tuple(one for one in presets.GOVERNANCE if not one.name.startswith(LEVELS)),
    "power": presets.POWER,
    "money": presets.MONEY,
    "rewards": presets.REWARDS,
    "work": presets.WORK,
}
MOST_ROWS = 20


class Params(Cog):
    """Every parameter that a preset sets and a decision can change."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("params show")
    async def show(
        self,
        ctx: Context,
        look: Look,
        name: Annotated[str, Arg("a parameter, or a group such as rewards", most=60)] = "",
    ) -> Card:
        """Show what the community has set."""
        now, typed = await values.every(look), name.strip().lower()
        if not typed:
            return await overview(look, now)
        if typed in GROUPS:
            return group(typed, now)
        one = parameters.get(typed)
        zone = moments.zone((await communities.get(look)).zone)
        since = [
            f"{one.show(value)} since {moments.when(at, zone)} (entry {entry})"
            for value, entry, at in reversed(await values.history(look, one.name))
        ]
        more = f"; … and {len(since) - MOST_ROWS} more" if len(since) > MOST_ROWS else ""
        fields = (
            ("Value", one.show(now[one.name])),
            ("May be", one.bounds),
            ("History", ("; ".join(since[:MOST_ROWS]) or "never set") + more),
        )
        return Card(f"{one.about.capitalize()}.", title=one.name, fields=fields)


async def overview(look: Look, now: dict[str, Any]) -> Card:
    """The groups, and what differs from the preset."""
    community = await communities.get(look)
    usual = parameters.preset(community.preset)
    changed = [parameters.get(one) for one, value in now.items() if value != usual[one]]
    rows = tuple((one.name, one.show(now[one.name]), one.show(usual[one.name])) for one in changed)
    body = f"Everything is as the preset for a {community.preset} says. " if not rows else ""
    if len(rows) > MOST_ROWS:
        body = f"… and {len(rows) - MOST_ROWS} more. "
    return Card(
        f"{body}`params show rewards` lists a group, `params show reward_cap` explains one.",
        title="Parameters",
        fields=tuple((name, count(len(some), "parameter")) for name, some in GROUPS.items()),
        table=Grid(("Changed", "Value", "Preset"), rows[:MOST_ROWS]) if rows else None,
    )


def group(name: str, now: dict[str, Any]) -> Card:
    """The parameters of a group with their values."""
    some = GROUPS[name]
    rows = tuple((one.name, one.show(now[one.name]), one.about) for one in some)
    return Card("", title=f"Parameters of {name}", table=Grid(("Parameter", "Value", "What it is"), rows))
