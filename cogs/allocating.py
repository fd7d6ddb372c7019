"""Allocations by proposal: new ones that vest, more for one there is, and revoking what has not vested (RULES 4, 8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Card
from cogs import captable
from cogs.corrections import minted
from rules import genesis, moments, vesting
from rules.amounts import figure, show
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.wording import count, listed
from storage import assets, communities, joining, members, parameters, runs, supply
from storage import vesting as store

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Change, Look
    from storage.vesting import Grant

KIND = "allocation"
Payload = Mapping[str, Any]
Lines = list[tuple[str, str]]


async def check(look: Look, payload: Payload) -> None:
    """Refusal where tokens cannot be allocated like this today, or nothing can be revoked."""
    if "revoke" in payload:
        one = await store.get(look, payload["revoke"])
        vesting.revocable(one.revocable, one.schedule, look.now)
        return
    if "more" in payload:
        if (one := await store.get(look, payload["more"])).revoked:
            raise Refusal(f"Allocation #{one.id} is revoked, so nothing can be added to it.")
    else:
        cliff, duration = (timedelta(seconds=payload[name]) for name in ("cliff", "duration"))
        vesting.check(cliff, duration, start(payload) or look.now, look.now)
        await here(look, payload)
    share, more = await asked(look, payload)
    token, month = await assets.governance(look), await runs.this_month(look)
    await minted(look, await parameters.every(look), token, month, more, share=share)


async def asked(look: Look, payload: Payload) -> tuple[str, int]:
    """For which share of the supply plan, and how much in all, in base units."""
    if "more" in payload:
        return (await store.get(look, payload["more"])).share, payload["amount"]
    return payload["share"], payload["amount"] * len(payload["to"])


async def here(look: Look, payload: Payload) -> None:
    """Refusal where somebody it names was forgotten since."""
    for who in await now(look, payload):
        if (await members.get(look, who)).forgotten:
            raise Refusal("Somebody it names has left and was forgotten, so nothing can vest for them.")


async def now(look: Look, payload: Payload) -> list[int]:
    """Whom it is for: those named, or whoever they were joined with."""
    followed = await joining.followed(look, payload["to"])
    return [followed[who] for who in payload["to"]]


def start(payload: Payload) -> datetime | None:
    """From when on it vests; None is the moment at which it is carried out."""
    return datetime.fromisoformat(payload["start"]) if payload["start"] else None


# what its card says


async def lines(look: Look, one: Proposal) -> Lines:
    """What it would do, and what is left of its share then."""
    payload = one.payload
    if "revoke" in payload:
        of = await store.get(look, payload["revoke"])
        name = await members.name(look, of.member)
        return [
            (
                "Revokes",
                f"allocation #{of.id} of {name}: what has vested stays, the rest goes to the treasury",
            )
        ]
    token, share = await assets.governance(look), [("Share", await shared(look, one))]
    if "more" in payload:
        of = await store.get(look, payload["more"])
        to = f"allocation #{of.id} of {await members.name(look, of.member)}, as if there from the start"
        return [("Adds", f"{show(payload['amount'], token)}, new tokens, to {to}"), *share]
    people = await now(look, payload)
    names, each = await members.names(look, people), " each" if len(people) > 1 else ""
    what = f"{show(payload['amount'], token)}{each}, new tokens, to {listed([names[who] for who in people])}"
    can = (
        "yes, by a proposal: what has not vested then goes to the treasury" if payload["revocable"] else "no"
    )
    return [("Allocates", what), ("Vests", await vests(look, payload)), ("Revocable", can), *share]


async def vests(look: Look, payload: Payload) -> str:
    """When it vests, in words."""
    zone, begins = moments.zone((await communities.get(look)).zone), start(payload)
    since = f"on {moments.date_of(begins, zone)}" if begins else "when it is carried out"
    if not payload["duration"]:
        return f"all at once, {since}"
    whole, cliff = (moments.span(timedelta(seconds=payload[name])) for name in ("duration", "cliff"))
    first = f"; nothing in the first {cliff}, then what came together" if payload["cliff"] else ""
    return f"evenly over {whole}, beginning {since}{first}"


async def shared(look: Look, one: Proposal) -> str:
    """How much of its share of the supply plan is used with it; without a cap, of all there is then."""
    share, more = await asked(look, one.payload)
    token, cap = await assets.governance(look), await parameters.get(look, "supply_cap")
    made, more = await supply.by_share(look, token.symbol), more if one.live else 0
    used = made.get(share, 0) + more
    if cap:
        most = show(genesis.planned(cap * 10**token.decimals, share), token)
        return f"{genesis.whose(share)}, of which {figure(used, token)} of {most} are used with it"
    return (
        f"{genesis.whose(share)}, {captable.share(used, sum(made.values()) + more)} of all there is with it"
    )


# what it does


async def act(change: Change, one: Proposal) -> str:
    """Mint what vests, add to it, or revoke it; one sentence about what was done."""
    payload = one.payload
    if "revoke" in payload:
        return await _revoke(change, one, await store.get(change, payload["revoke"]))
    if "more" in payload:
        grant = await store.top_up(
            change, await store.get(change, payload["more"]), payload["amount"], one.id
        )
        await _begin(change, one, [grant])
        return f"Allocation #{grant.id} is {show(grant.total, await assets.governance(change))} now."
    token = await assets.governance(change)
    facts = {name: payload[name] for name in ("cliff", "duration", "revocable", "share")}
    facts["start"] = start(payload) or change.now
    to = await now(change, payload)
    made = await store.grant(change, to, payload["amount"], token.symbol, one.id, facts)
    await _begin(change, one, made)
    named = listed([f"#{grant.id}" for grant in (made if len(made) < 3 else made[:: len(made) - 1])])
    what = f"Allocation {named} vests" if len(made) == 1 else f"{count(len(made), KIND)}, {named}, vest"
    return (
        f"{what} from now on: `vesting list`." if facts["start"] <= change.now else f"{what}: `vesting list`."
    )


async def _begin(change: Change, one: Proposal, made: list[Grant]) -> None:
    """Release what has vested already, and tell each member."""
    token = await assets.governance(change)
    for grant in made:
        await store.step(change, grant)
        told = f"Proposal #{one.id} allocates {show(one.payload['amount'], token)} to you, as allocation #{grant.id}"
        await _tell(change, grant, f"{told}: `vesting show` tells what has vested.", "good")


async def _revoke(change: Change, one: Proposal, grant: Grant) -> str:
    token = await assets.governance(change)
    grant = await store.revoke(change, grant, one.id)
    await change.disarm(store.RELEASE, str(grant.id))
    await store.step(change, grant)
    kept, rest = (show(some, token) for some in (grant.total - grant.returned, grant.returned))
    told = f"Allocation #{grant.id} is revoked: {kept} had vested and stay, {rest} went to the treasury."
    await _tell(change, grant, told, "warn")
    return told


async def _tell(change: Change, grant: Grant, told: str, tone: str) -> None:
    await change.whisper(grant.member, Card(told, fields=((CHAIN, change.head[:SHOWN]),), tone=tone))
