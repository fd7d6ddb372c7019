"""Past votes under other rules: recomputed first as they were, then otherwise; nothing is written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import typer

from bot.clock import Clock
from bot.config import Config
from bot.keeping import pairs, the_one
from rules import parameters as registry
from rules import simulation
from rules.amounts import figure
from rules.ledger import SHOWN, instant
from rules.simulation import Others, Outcome, Vote
from rules.wording import count, listed
from storage import assets, closed, communities, ledger, parameters
from storage.store import Look, Store

GOOD, WRONG = 0, 1
STAYS = (
    "Each vote is judged by itself with the ballots that were cast: who would have voted otherwise, "
    "and what would have followed, is not replayed."
)
SWINGS = "Ballots keep only their last choice, so late swings are not played again: every vote closes when it closed."


@dataclass(frozen=True, slots=True)
class Report:
    """What was found out about the votes of a community; `faults` by number of the vote."""

    name: str
    head: str
    now: Mapping[str, Any]  # the parameters in force
    others: Others
    outcomes: Sequence[Outcome]
    faults: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def changed(self) -> list[int]:
        return [one.vote.id for one in self.outcomes if one.flipped]

    @property
    def tried(self) -> bool:
        """Whether anything is to be otherwise."""
        return bool(self.others.values) or not self.others.delegation


async def main(
    config: Config, community: str | None, sets: list[str], *, delegation: bool, as_json: bool
) -> int:
    """Print what would have changed; 1 where a vote does not come to what was booked."""
    store = await Store.view(config.database.url, Clock())
    try:
        async with store.read(await the_one(store, community)) as look:
            report = await reported(look, pairs(sets), delegation=delegation)
    finally:
        await store.close()
    lines = [json.dumps(plainly(report), ensure_ascii=False, indent=2)] if as_json else told(report)
    typer.echo("\n".join(lines))
    return WRONG if report.faults else GOOD


async def reported(look: Look, sets: Mapping[str, str], *, delegation: bool = True) -> Report:
    """Simulate every closed vote; Refusal for rules that cannot be tried."""
    now = await parameters.every(look)
    others = simulation.others(sets, now, delegation=delegation)
    token = await assets.governance(look)
    votes = await closed.every(look)
    name, head = (await communities.get(look)).name, await ledger.head(look)

    def shown(units: int) -> str:
        return figure(units, token)

    outcomes = [simulation.simulate(vote, others, shown) for vote in votes]
    faults = {vote.id: wrong for vote in votes if (wrong := simulation.faults(vote, shown))}
    return Report(name, head, now, others, outcomes, faults)


def told(report: Report) -> list[str]:
    """The report as lines for a screen."""
    lines = [opening(report), *wrong(report)]
    if not report.tried or not report.outcomes:
        return lines
    lines += [f"Tried: {listed(list(trying(report)))}.", ""]
    lines += [line for one in report.outcomes for line in outcome(one)]
    return [*lines, "", summary(report), STAYS, SWINGS]


def opening(report: Report) -> str:
    """How many votes there are, and whether each follows."""
    if not report.outcomes:
        return f"{report.name} has no closed vote yet."
    votes = count(len(report.outcomes), "closed vote")
    follows = "" if report.faults else " Each comes to what was booked."
    return f"{report.name}: {votes} recomputed, by the ledger up to {report.head[:SHOWN]}.{follows}"


def wrong(report: Report) -> Iterator[str]:
    """What does not follow, for nobody to miss."""
    if report.faults:
        yield f"‼ WRONG: {count(len(report.faults), 'vote')} not what was booked, by their own rules."
    for number, faults in report.faults.items():
        for one in faults:
            yield f"‼ #{number}: {one}"


def trying(report: Report) -> Iterator[str]:
    """What is otherwise, beside what is in force."""
    for name, value in report.others.values.items():
        one = registry.get(name)
        yield f"{name} {one.show(value)} (now {one.show(report.now[name])})"
    if not report.others.delegation:
        yield "no delegations"


def outcome(one: Outcome) -> Iterator[str]:
    """A vote then and under the others, with every line of the arithmetic that flips."""
    instead = "WOULD HAVE PASSED" if one.would.passed else "WOULD BE DEFEATED"
    yield f"{headed(one.vote)}: {ended(passed=one.then.passed)}, {instead if one.flipped else 'as before'}."
    for before, other in one.checks:
        yield f"  then:    {before.line}"
        yield f"  instead: {other.line}"
    if one.close and one.moved and one.close != one.moved:
        yield f"  As far as last ballots tell, its close would have been {said(one.moved)}, not {said(one.close)}."
        if one.later:
            yield f"  {count(one.later, 'ballot')} came after that and {'is' if one.later == 1 else 'are'} counted."


def headed(vote: Vote) -> str:
    return f"#{vote.id} {vote.title or 'text erased'} ({vote.kind}, {vote.level})"


def ended(*, passed: bool) -> str:
    return "passed" if passed else "defeated"


def said(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S} UTC"


def summary(report: Report) -> str:
    """How many outcomes would be another."""
    votes = len(report.outcomes)
    if not report.changed:
        return f"None of {votes:,} outcomes would be another."
    which = ", ".join(f"#{number}" for number in report.changed)
    return f"{len(report.changed):,} of {votes:,} outcomes would be another: {which}."


def plainly(report: Report) -> dict[str, Any]:
    """The report as data: parameters in the units of the registry, moments as text."""
    return {
        "community": report.name,
        "head": report.head,
        "tried": dict(report.others.values),
        "in_force": {name: report.now[name] for name in report.others.values},
        "delegation": report.others.delegation,
        "votes": [_vote(one, report.faults.get(one.vote.id, ())) for one in report.outcomes],
        "changed": report.changed,
        "not_replayed": [STAYS, SWINGS],
    }


def _vote(one: Outcome, faults: Sequence[str]) -> dict[str, Any]:
    facts = {"proposal": one.vote.id, "title": one.vote.title, "kind": one.vote.kind, "level": one.vote.level}
    close = {
        "last_ballots_close": one.close and instant(one.close),
        "last_ballots_would_close": one.moved and instant(one.moved),
        "ballots_after_that": one.later,
    }
    return facts | {
        "then": ended(passed=one.then.passed),
        "would_be": ended(passed=one.would.passed),
        "lines": one.then.lines,
        "would_be_lines": one.would.lines,
        "flipped_lines": [check.name for check, _ in one.checks],
        **close,
        "wrong": list(faults),
    }
