"""What a proposal's votes come to: its level and terms, the tally so far, the verdict (RULES 3, 4)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from cogs import bases, choosing
from rules import approvals, dormancy, forms, grants, levels, verdict
from rules import ledger as accounts
from rules.among import Among
from rules.amounts import figure
from rules.dormancy import Silence
from rules.forms import Form
from rules.tallying import Running, Snapshot
from rules.verdict import WHOLE, Choice, Count, Figure, Thresholds, Verdict
from rules.wording import count
from storage import adopted, assets, budgets, joining, ledger, members, parameters, tally, votes
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
Tally = Running | Among


@dataclass(frozen=True, slots=True)
class Standing:
    """How an open vote stands: its sums, ballots that weigh nothing, the dormant, and whether they have raised its base."""

    count: Count
    idle: int
    silent: Silence
    raised: bool
    among: Among | None = None


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
    if "stop" in payload:
        return levels.level(kind, within=True)  # it takes nothing, and may give back
    symbol = payload["asset"]
    treasury = await ledger.balance_of(look, accounts.TREASURY, symbol)
    spent = sum(sum_of(one.payload) for one in await lately(look, symbol, without))
    limit = await parameters.get(look, "ordinary_limit")
    return levels.level(kind, within=levels.within_limit(sum_of(payload), spent, treasury, limit))


async def returns(look: Look, payload: Mapping[str, Any]) -> bool:
    """Whether a prompt goes back to the one that the last decision about prompts replaced, within 90 days.

    The payload of a prompt: `prompt`, the hash under which its text is kept; `settings` of the model, from the
    operator's list, {} for the default; `curve`, "" where the parameter says it. Its entry holds that and the hash
    `before`. What goes back with another curve or other settings does not only go back.
    """
    past = await adopted.versions(look)
    if not past or not past[-1].before:
        return False
    last, same = past[-1], [one for one in past[:-1] if one.hash == past[-1].before]
    before = (same[-1].curve, same[-1].settings) if same else ("", {})
    as_it_was = (payload.get("curve", ""), payload.get("settings", {})) == before
    return as_it_was and levels.is_return(payload["prompt"], last.before, last.at, look.now)


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
    return grants.whole(payload) if "to" in payload else int(payload["amount"]) * int(payload["months"])


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


async def full(look: Look, one: Proposal, said: Mapping[int, str]) -> Tally:
    """The tally of ballots, which knows everybody."""
    if choosing.form(one):
        return await among(look, one, said)
    choices = {who: Choice(choice) for who, choice in said.items()}
    return Running.of(await snapshot(look, one, await votes.powers(look, one.id)), choices)


async def whole(look: Look, one: Proposal, said: Mapping[int, str]) -> Running:
    """Who has voted, and what that weighs, whatever it says."""
    all_ = await full(look, one, said)
    return all_.running if isinstance(all_, Among) else all_


async def opening(look: Look, one: Proposal, part: Powers) -> dict[str, Any]:
    """What the terms of a vote say of who is dormant when it opens; nothing where nobody is."""
    if not any(part[0].get(who, 0) for who in part[2]):
        return {}
    all_ = Running(await snapshot(look, one, part))
    silent = dormancy.silence(all_)
    facts = {"base": all_.count().base, "raised": all_.raised}
    return {"silent": facts | {"outside": silent.outside, "power": silent.power}}


async def paid(look: Look, one: Proposal) -> frozenset[int]:
    """Who would be paid, or is a party of what is decided, as whoever they are by now: their For is refused."""
    if one.kind != SPENDS and "dispute" not in one.payload:
        return frozenset()
    return frozenset((await joining.followed(look, one.payload["to"])).values())


async def parties(look: Look, one: Proposal) -> frozenset[int]:
    """Whose dispute a vote decides: they do not vote."""
    return await paid(look, one) if "dispute" in one.payload else frozenset()


async def running(look: Look, one: Proposal, who: Collection[int]) -> tuple[Tally, dict[int, str]]:
    """The tally of all ballots there are, which can follow those of some members, and what these have said."""
    if choosing.form(one):
        every = await cast(look, one)
        return await among(look, one, every), {voter: every[voter] for voter in who if voter in every}
    near = own, to, _ = await tally.part(look, one.id, who)
    part = await snapshot(look, one, near)
    said = await votes.choices_of(look, one.id, {*who, *own, *to.values()})
    sums = await tally.sums(look, one.id, part.cap, part.recused)
    choices = {voter: Choice(choice) for voter, choice in said.items()}
    return Running.resumed(part, choices, sums), {voter: said[voter] for voter in who if voter in said}


async def among(look: Look, one: Proposal, said: Mapping[int, str]) -> Among:
    """The tally of a vote among options, in which every ballot counts by itself."""
    kind, options = Form(one.payload["form"]), len(one.payload["options"])
    then = await snapshot(look, one, await votes.powers(look, one.id))
    return Among(kind, options, then, {who: forms.kept(choice) for who, choice in said.items()})


async def counted(look: Look, one: Proposal) -> Standing:
    """What all ballots come to, added up by the database."""
    part = await snapshot(look, one, ({}, {}, frozenset()))
    sums = await tally.sums(look, one.id, part.cap, part.recused)
    idle = await tally.ballots(look, one.id, part.recused) - sum(sums.weighing.values())
    silent = await tally.silence(look, one.id, part.recused) if "silent" in one.terms else Silence()
    high = part.constitutional
    return Standing(sums.count(constitutional=high), idle, silent, raised=high and sums.low)


async def judged(look: Look, one: Proposal, found: Tally) -> Verdict:
    """What the vote would come to if it closed now."""
    return found.judge(thresholds(one), await shows(look))


async def shows(look: Look) -> Figure:
    """How votes are printed."""
    token = await assets.governance(look)
    return lambda votes_: figure(votes_, token)


async def so_far(look: Look, one: Proposal) -> list[tuple[str, str]]:
    """The tally on the card of an open vote; a sealed one shows nothing that depends on anybody's vote."""
    show = await shows(look)
    kind = choosing.form(one)
    if one.terms["sealed"]:
        words = "" if kind else ", `against` or `abstain`"
        how = f"vote with {choosing.example(one)}{words}, where only the bot reads it"
        told = f"{how}; until the close nobody sees who voted, or how, then ballots are listed"
        return [("Sealed", told), *bases.sealed(one, show)]
    now = await tallied(look, one)
    found = now.count
    stands = f"{show(found.yes)} For, {show(found.no)} Against, {show(found.abstain)} Abstain"
    stands = choosing.so_far(now.among, show) if now.among else stands
    needed = verdict.needed_power(found.base, one.terms["quorum"])
    quorum = f"{show(found.yes + found.abstain)} of {show(needed)} needed"
    more = [("Without power", count(now.idle, "member"))] if now.idle else []
    base = bases.so_far(one, found.base, now.silent, show, raised=now.raised)
    return [(choosing.counts(kind), stands), ("Quorum", quorum), *base, *more]


async def lacking(look: Look, one: Proposal) -> str:
    """What quorum lacks in an open vote; '' in a sealed one, where it would tell how many have voted."""
    if one.terms["sealed"]:
        return ""
    found = (await tallied(look, one)).count
    lacks = verdict.needed_power(found.base, one.terms["quorum"]) - found.yes - found.abstain
    return f"lacks {(await shows(look))(lacks)} votes" if lacks > 0 else "reached"


async def tallied(look: Look, one: Proposal) -> Standing:
    """How an open vote stands."""
    if not choosing.form(one):
        return await counted(look, one)
    every = await among(look, one, await cast(look, one))
    idle = sum(not weight for weight in every.weights().values())
    silent, raised = dormancy.silence(every.running), every.running.raised
    return Standing(every.count(), idle, silent, raised=raised, among=every)


async def cast(look: Look, one: Proposal) -> dict[int, str]:
    """Everybody's choice."""
    return {who: ballot.choice for who, ballot in (await votes.ballots(look, one.id)).items()}


async def result(look: Look, one: Proposal) -> dict[str, Any]:
    """How a vote came out: the sums, the arithmetic in words, and the hash of all ballots."""
    said = await cast(look, one)
    all_, show = await full(look, one, said), await shows(look)
    if isinstance(all_, Among):
        came, run = choosing.result(all_, thresholds(one), show), all_.running
    else:
        judge, run = await judged(look, one, all_), all_
        came = {"passed": judge.passed, "lines": judge.lines}
    silent = dormancy.silence(run)
    came["lines"] += bases.lines(one, run.count().base, silent, show, raised=run.raised)
    return {"snapshot": one.terms.get("entry")} | came | all_.booked(said) | dormancy.booked(silent)


def outcome(one: Proposal) -> list[tuple[str, str]]:
    """The arithmetic of a vote that has closed, a line for each option and each check."""
    lines = (line.partition(": ") for line in one.result.get("lines", ()))
    return [*choosing.outcome(one), *((name, text) for name, _, text in lines)]


def printed(one: Proposal) -> list[str]:
    """The same line by line."""
    return [f"{name}: {text}" for name, text in outcome(one)]
