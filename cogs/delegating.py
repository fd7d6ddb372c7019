"""Letting somebody cast one's votes, and what everybody's votes are made of (RULES 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from bot.card import Card, Grid
from bot.command import Arg, Cog, Context, Member, command
from cogs import weighing
from rules import power, presets
from rules.amounts import Asset, figure
from rules.errors import Refusal
from rules.locks import WEEK
from rules.tallying import Snapshot, held
from rules.wording import listed
from storage import assets, delegations, members, parameters, powers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.deps import Deps
    from rules.power import Power, Weights
    from storage.store import Change, Look

Kind = Literal["signal", "charter", "spend", "budget", "prompt", "parameter", "allocation", "role"]
Only = Annotated[Kind | None, Arg("only for proposals of this kind; all kinds if left out")]
STAYS = "You can still vote yourself on any proposal; then your own votes count as you say."
MOST = 10


class Delegating(Cog):
    """A delegation is public, goes one step only, and ends whenever its owner says so."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps

    @command("vote delegate", form=True, confirm=True)
    async def delegate(
        self,
        ctx: Context,
        change: Change,
        who: Annotated[Member, Arg("who votes for you")],
        kind: Only = None,
    ) -> Card:
        """Let somebody vote for you where you do not vote yourself."""
        if who == ctx.me:
            raise Refusal("Your votes are yours already; `vote undelegate` takes them back from others.")
        theirs = await members.name(change, who)
        if await members.is_imported(change, who):
            raise Refusal(f"{theirs} was only read about so far, so nobody would cast your votes.")
        before = (await delegations.of(change, ctx.me)).get(kind or "")
        if before == who:
            raise Refusal(f"{theirs} votes for you on {about(kind)} already.")
        await delegations.give(change, ctx.me, kind or "", who)
        mine = await members.name(change, ctx.me)
        note = f"{mine} lets you vote for them on {about(kind)}, wherever they do not vote themselves."
        await change.whisper(who, Card(note, tone="good"))
        if before is not None:
            await change.whisper(
                before, Card(f"{mine} lets somebody else vote for them on {about(kind)} now.")
            )
        facts = [("On", about(kind)), ("Until", "you take it back with `vote undelegate`")]
        facts += [("Instead of", await members.name(change, before))] if before is not None else []
        return Card(STAYS, title=f"Let {theirs} vote for you", fields=tuple(facts), private=True)

    @command("vote undelegate", private=True)
    async def undelegate(self, ctx: Context, change: Change, kind: Only = None) -> Card:
        """Take your votes back."""
        given = await delegations.of(change, ctx.me)
        ending = {one: who for one, who in given.items() if kind in (None, one)}
        if not ending:
            raise Refusal(f"Nobody votes for you{f' on {about(kind)} alone' if kind else ''}.")
        mine = await members.name(change, ctx.me)
        names = await members.names(change, ending.values())
        for one, who in sorted(ending.items()):
            await delegations.end(change, ctx.me, one)
            await change.whisper(who, Card(f"{mine} took back their votes on {about(one)}."))
        told = listed([f"{names[who]} ({about(one)})" for one, who in sorted(ending.items())])
        return Card(f"Your votes are yours again; they were with {told}.")

    @command("vote power")
    async def power(
        self,
        ctx: Context,
        look: Look,
        who: Annotated[Member | None, Arg("whose; yours if left out")] = None,
        number: Annotated[int | None, Arg("in the vote on this proposal; today if left out", ge=1)] = None,
    ) -> Card:
        """Explain every part of somebody's votes, today or in one vote."""
        member = who or ctx.member
        if member is None:
            raise Refusal("You are not a member yet, so you have no votes.")
        return await weighing.in_vote(look, member, number) if number else await explained(look, ctx, member)


def about(kind: str | None) -> str:
    """Which proposals a delegation is about."""
    return f"{kind} proposals" if kind else "proposals of every kind"


async def explained(look: Look, ctx: Context, who: int) -> Card:
    """A member's own votes part by part, what they gave and were given, and what that comes to."""
    token, weigh = await assets.governance(look), await powers.weights(look)
    now, later = [await powers.own(look, who, look.now + ahead) for ahead in (WEEK * 0, WEEK)]
    everybody = await powers.everybody(look)
    facts = [("Own votes in a week", figure(later.whole, token))]
    facts += [*await passed(look, who, everybody, token), *await weighing.today(look, who, ctx.member)]
    name = await members.name(look, who)
    head = ("Part", token.symbol, "Weight", "Votes")
    return Card(
        "",
        title=f"Votes of {name}",
        table=Grid(head, tuple(parts(now, weigh, token))),
        fields=tuple(facts),
    )


def parts(now: Power, weigh: Weights, token: Asset) -> list[tuple[str, ...]]:
    """Each part that has a weight: tokens, what one weighs, and votes; then the sum."""
    shares = (
        ("liquid", now.liquid, weigh.liquid),
        ("locked", now.locked, weigh.locked),
        ("vote escrow", now.ve, weigh.ve),
        ("not vested", now.vesting, weigh.vesting),
    )
    rows = [
        (name, figure(votes // weight, token), f"× {weight}", figure(votes, token))
        for name, votes, weight in shares
        if weight and (votes or name == "liquid")
    ]
    return [*rows, ("own votes", "", "", figure(now.whole, token))]


async def passed(look: Look, who: int, everybody: Mapping[int, int], token: Asset) -> list[tuple[str, str]]:
    """What a member gave, was given, can cast, and what of that counts."""
    given = await delegations.every(look)
    names = await members.names(look, {one.delegate for one in given} | {one.member for one in given})
    facts = []
    if mine := [one for one in given if one.member == who]:
        facts.append(
            ("Votes for them", listed([f"{names[one.delegate]} on {about(one.kind)}" for one in mine]))
        )
    from_ = [one for one in given if one.delegate == who]
    if from_:
        told = [
            f"{names[one.member]} {figure(everybody.get(one.member, 0), token)}"
            + (f" (only {about(one.kind)})" if one.kind else "")
            for one in from_[:MOST]
        ]
        more = [f"{len(from_) - MOST:,} more"] if len(from_) > MOST else []
        facts.append(("Given by", listed([*told, *more])))
    share = await parameters.get(look, "max_share")
    today = Snapshot(everybody, power.delegates(given), share)
    casts = held(today).get(who, 0)
    facts.append(
        ("Can cast", f"{figure(casts, token)} of {figure(sum(everybody.values()), token)} there are")
    )
    if today.cap is not None and casts > today.cap:
        most = presets.REGISTRY["max_share"].show(share)
        counted = f"{figure(today.cap, token)}, since nobody may cast more than {most} of all"
        facts.append(("Of these count", counted))
    return facts
