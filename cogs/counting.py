"""What a proposal's votes come to: its level and terms, the tally so far, the verdict (RULES 3, 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cogs import bases
from rules import approvals, dormancy, levels, tallying, verdict
from rules import ledger as accounts
from rules.amounts import figure
from rules.dormancy import Silence
from rules.tallying import Running, Snapshot, Sums
from rules.verdict import WHOLE, Choice, Count, Thresholds, Verdict
from rules.wording import count
from storage import assets, budgets, joining, ledger, members, parameters, tally, votes
from storage import proposals as store

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Look
    from storage.tally import Powers

PERIODS = ("discussion", "voting", "timelock", "grace", "extension")
THRESHOLDS = ("quorum", "differential", "approval", "min_voters")
SPENDS, PROMPT = "spend", "prompt"
MONEY = (SPENDS, "budget")
SECOND = timedelta(seconds=1)


async def level(look: Look, kind: str, payload: Mapping[str, Any], without: int = 0) -> str:
    """Ordinary or constitutional today; `without` leaves a proposal out of what was spent lately."""
    if kind == "role":
        return levels.level(kind, short=await short(look, payload))
    if kind == PROMPT:
        return levels.level(kind, returns=await returns(look, payload))
    if kind not in MONEY:
        return levels.level(kind)
    if payload.get("source") == budgets.MINT:
        return levels.level(kind, mints=True)
    symbol = payload["asset"]
    treasury = await ledger.balance_of(look, accounts.TREASURY, symbol)
    spent = sum(sum_of(one.payload) for one in await lately(look, symbol, without))
    limit = await parameters.get(look, "ordinary_limit")
    return levels.level(kind, within=levels.within_limit(sum_of(payload), spent, treasury, limit))


async def returns(look: Look, payload: Mapping[str, Any]) -> bool:
    """Whether a prompt goes back to the one that the last decision about prompts replaced, within 90 days.

    The payload of a prompt: `prompt`, the hash under which its text is kept; `settings` of the model, from the
    operator's list; `curve`, a name of rules/curves.py with its numbers. Its entry holds that and the hash `before`.
    """
    past = await ledger.decisions(look, PROMPT)
    return bool(past) and levels.is_return(payload["prompt"], past[-1].data["before"], past[-1].at, look.now)


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


async def snapshot(look: Look, one: Proposal, part: Powers) -> Snapshot:
    """What was read when voting opened, or a part of it, with who may not vote For."""
    share, (own, to, dormant) = one.terms["max_share"], part
    total = await tally.total(look, one.id) if share < WHOLE else None
    high = one.level == levels.CONSTITUTIONAL
    return Snapshot(own, to, share, await paid(look, one), dormant, high, total)


async def whole(look: Look, one: Proposal, choices: Mapping[int, Choice]) -> Running:
    """The tally of all ballots there are, which knows everybody."""
    return Running.of(await snapshot(look, one, await votes.powers(look, one.id)), choices)


async def opening(look: Look, one: Proposal, part: Powers) -> dict[str, Any]:
    """What the terms of a vote say of who is dormant when it opens; nothing where nobody is."""
    if not any(part[0].get(who, 0) for who in part[2]):
        return {}
    all_ = Running(await snapshot(look, one, part))
    silent = dormancy.silence(all_)
    facts = {"base": all_.count().base, "raised": all_.raised}
    return {"silent": facts | {"outside": silent.outside, "power": silent.power}}


async def paid(look: Look, one: Proposal) -> frozenset[int]:
    """Who would be paid, also as whoever they were joined with by now: their For is refused."""
    if one.kind != SPENDS:
        return frozenset()
    return frozenset((await joining.followed(look, one.payload["to"])).values())


async def running(look: Look, one: Proposal, who: Collection[int]) -> tuple[Running, dict[int, str]]:
    """The tally of all ballots there are, which can follow those of some members, and what these have said."""
    near = own, to, _ = await tally.part(look, one.id, who)
    part = await snapshot(look, one, near)
    said = await votes.choices_of(look, one.id, {*who, *own, *to.values()})
    sums = await tally.sums(look, one.id, part.cap, part.recused)
    choices = {voter: Choice(choice) for voter, choice in said.items()}
    return Running.resumed(part, choices, sums), {voter: said[voter] for voter in who if voter in said}


async def counted(look: Look, one: Proposal) -> tuple[Sums, int, Silence]:
    """What all ballots come to, how many of them weigh nothing, and what became of the dormant."""
    part = await snapshot(look, one, ({}, {}, frozenset()))
    sums = await tally.sums(look, one.id, part.cap, part.recused)
    idle = await tally.ballots(look, one.id, part.recused) - sum(sums.weighing.values())
    silent = await tally.silence(look, one.id, part.recused) if "silent" in one.terms else Silence()
    return sums, idle, silent


async def judged(look: Look, one: Proposal, counted: Count) -> Verdict:
    """What the vote would come to if it closed now."""
    token = await assets.governance(look)
    return verdict.judge(counted, thresholds(one), lambda votes_: figure(votes_, token))


async def so_far(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """The tally on the card of an open vote; a sealed one shows nothing that depends on anybody's vote."""
    token = await assets.governance(look)
    if one.terms["sealed"]:
        how = f"vote with `vote cast {one.id} for`, `against` or `abstain`, where only the bot reads it"
        told = f"{how}; until the close nobody sees who voted, or how, then ballots are listed"
        return [("Sealed", told), *bases.sealed(one, token)]
    sums, idle, silent = await counted(look, one)
    high = one.level == levels.CONSTITUTIONAL
    found = sums.count(constitutional=high)
    shown = f"{figure(found.yes, token)} For, {figure(found.no, token)} Against, {figure(found.abstain, token)} Abstain"
    needed = verdict.needed_power(found.base, one.terms["quorum"])
    quorum = f"{figure(found.yes + found.abstain, token)} of {figure(needed, token)} needed"
    more = [("Without power", count(idle, "member"))] if idle else []
    quiet = bases.so_far(one, found.base, silent, token, raised=high and sums.low)
    return [("Votes", shown), ("Quorum", quorum), *quiet, *more]


async def cast(look: Look, one: Proposal) -> dict[int, Choice]:
    """Everybody's choice."""
    return {who: Choice(ballot.choice) for who, ballot in (await votes.ballots(look, one.id)).items()}


async def result(look: Look, one: Proposal) -> dict[str, Any]:
    """How a vote came out: the sums, the arithmetic in words, and the hash of all ballots."""
    choices = await cast(look, one)
    all_, token = await whole(look, one, choices), await assets.governance(look)
    sums, silent = all_.count(), dormancy.silence(all_)
    found = await judged(look, one, sums)
    return {
        "passed": found.passed,
        "snapshot": one.terms.get("entry"),
        "lines": [*found.lines, *bases.lines(one, sums.base, silent, token, raised=all_.raised)],
        "for": sums.yes,
        "against": sums.no,
        "abstain": sums.abstain,
        "base": sums.base,
        "voters": sums.voters,
        **dormancy.booked(silent),
        "ballots": tallying.fingerprint(all_, choices),
    }


def outcome(one: Proposal) -> list[tuple[str, str]]:
    """The arithmetic of a vote that has closed, a line for each check."""
    return [(name, text) for name, _, text in (line.partition(": ") for line in one.result.get("lines", ()))]
