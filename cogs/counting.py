"""What a proposal's votes come to: its level and terms, the tally so far, the verdict (RULES 3, 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cogs import dormancy
from rules import approvals, levels, tallying, verdict
from rules import ledger as accounts
from rules.amounts import figure
from rules.ledger import canonical
from rules.tallying import Running, Snapshot
from rules.verdict import Choice, Thresholds, Verdict
from rules.wording import count
from storage import assets, budgets, joining, ledger, members, parameters, votes
from storage import proposals as store

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Look

PERIODS = ("discussion", "voting", "timelock", "grace", "extension")
THRESHOLDS = ("quorum", "differential", "approval", "min_voters")
SPENDS = "spend"
MONEY = (SPENDS, "budget")
SECOND = timedelta(seconds=1)


async def level(look: Look, kind: str, payload: Mapping[str, Any], without: int = 0) -> str:
    """Ordinary or constitutional today; `without` leaves a proposal out of what was spent lately."""
    if kind == "role":
        return levels.level(kind, short=await short(look, payload))
    if kind not in MONEY:
        return levels.level(kind)
    if payload.get("source") == budgets.MINT:
        return levels.level(kind, mints=True)
    symbol = payload["asset"]
    treasury = await ledger.balance_of(look, accounts.TREASURY, symbol)
    spent = sum(sum_of(one.payload) for one in await lately(look, symbol, without))
    limit = await parameters.get(look, "ordinary_limit")
    return levels.level(kind, within=levels.within_limit(sum_of(payload), spent, treasury, limit))


async def short(look: Look, payload: Mapping[str, Any]) -> bool:
    """Whether a role makes a treasurer while there are too few (RULES 5)."""
    if payload["role"] != "treasurer" or not payload["grant"]:
        return False
    there = len(await members.holders(look, "treasurer"))
    return approvals.short(await parameters.get(look, "approvals_needed"), there)


def sum_of(payload: Mapping[str, Any]) -> int:
    """What a spend, or all periods of a budget, takes from the treasury."""
    if payload.get("source") == budgets.MINT:
        return 0
    return int(payload["amount"]) * (len(payload["to"]) if "to" in payload else int(payload["months"]))


async def lately(look: Look, symbol: str, without: int) -> list[Proposal]:
    """Ordinary spends and budgets of an asset that are under way or were carried out in the last 30 days."""
    return [
        one
        for one in await store.every(look)
        if one.id != without
        and one.kind in MONEY
        and one.level == levels.ORDINARY
        and one.payload["asset"] == symbol
        and (one.live or one.state == "executed")
        and levels.in_window(None if one.live else one.since, look.now)
    ]


async def terms(look: Look, high: str, kind: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that hold for a proposal from now on, as plain JSON: seconds and hundredths of a percent."""
    now = await parameters.every(look)
    changes = {payload["name"]: payload["value"]} if kind == "parameter" else None
    found = levels.terms(now, levels.Level(high), changes)
    periods = {name: getattr(found, name) // SECOND for name in PERIODS}
    needs = {name: getattr(found.thresholds, name) for name in THRESHOLDS}
    sealed = kind in now["sealed"]
    periods |= {"extension": 0} if sealed else {}
    more = {"max_share": now["max_share"], "dormant_after": now["dormant_after"]}
    return periods | needs | more | {"sealed": sealed, "level": high}


def thresholds(one: Proposal) -> Thresholds:
    """What a vote needs, as it was when it opened."""
    return Thresholds(*(one.terms[name] for name in THRESHOLDS))


async def snapshot(look: Look, one: Proposal) -> Snapshot:
    """What was read when voting opened, with who may not vote For."""
    own, to, dormant = await votes.powers(look, one.id)
    constitutional = one.level == levels.CONSTITUTIONAL
    gains = await paid(look, one)
    return Snapshot(own, to, one.terms["max_share"], gains, dormant, constitutional)


async def paid(look: Look, one: Proposal) -> frozenset[int]:
    """Who would be paid, also as whoever they were joined with by now: their For is refused."""
    if one.kind != SPENDS:
        return frozenset()
    return frozenset((await joining.followed(look, one.payload["to"])).values())


async def running(look: Look, one: Proposal) -> Running:
    """The tally of all ballots there are."""
    return Running.of(await snapshot(look, one), await cast(look, one))


async def judged(look: Look, one: Proposal, tally: Running | None = None) -> Verdict:
    """What the vote would come to if it closed now."""
    token = await assets.governance(look)
    counted = (tally or await running(look, one)).count()
    return verdict.judge(counted, thresholds(one), lambda votes_: figure(votes_, token))


async def so_far(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """The tally on the card of an open vote; a sealed one shows nothing that depends on anybody's vote."""
    token, read = await assets.governance(look), await snapshot(look, one)
    if one.terms["sealed"]:
        how = f"vote with `vote cast {one.id} for`, `against` or `abstain`, where only the bot reads it"
        told = f"{how}; until the close nobody sees who voted, or how, then ballots are listed"
        return [("Sealed", told), *dormancy.field("Base at the opening", one, Running(read), token)]
    tally = Running.of(read, await cast(look, one))
    found = tally.count()
    idle = sum(not tally.weight(who) for who in tally.choices)
    shown = f"{figure(found.yes, token)} For, {figure(found.no, token)} Against, {figure(found.abstain, token)} Abstain"
    needed = verdict.needed_power(found.base, one.terms["quorum"])
    quorum = f"{figure(found.yes + found.abstain, token)} of {figure(needed, token)} needed"
    more = [("Without power", count(idle, "member"))] if idle else []
    quiet = dormancy.field("Base", one, tally, token)
    return [("Votes", shown), ("Quorum", quorum), *quiet, *more]


async def cast(look: Look, one: Proposal) -> dict[int, Choice]:
    """Everybody's choice."""
    return {who: Choice(ballot.choice) for who, ballot in (await votes.ballots(look, one.id)).items()}


async def result(look: Look, one: Proposal) -> dict[str, Any]:
    """How a vote came out: the sums, the arithmetic in words, and the hash of all ballots."""
    read, choices = await snapshot(look, one), await cast(look, one)
    counted = Running.of(read, choices)
    found, tally = await judged(look, one, counted), counted.count()
    weights, token = tallying.weights(read, choices), await assets.governance(look)
    rows = [[who, str(choice), weights.get(who, 0)] for who, choice in sorted(choices.items())]
    return {
        "passed": found.passed,
        "lines": [*found.lines, *dormancy.lines(one, counted, token)],
        "for": tally.yes,
        "against": tally.no,
        "abstain": tally.abstain,
        "base": tally.base,
        "voters": tally.voters,
        **dormancy.booked(counted),
        "ballots": hashlib.sha256(canonical(rows).encode()).hexdigest(),
    }


def outcome(one: Proposal) -> list[tuple[str, str]]:
    """The arithmetic of a vote that has closed, a line for each check."""
    return [(name, text) for name, _, text in (line.partition(": ") for line in one.result.get("lines", ()))]
