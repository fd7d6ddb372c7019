"""What follows from a vote: defeated or queued, carried out after its timelock, or expired (RULES 4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Card
from cogs import articles, choosing, counting, debating, disputing, payloads
from rules import proposals
from rules.errors import Refusal
from rules.ledger import SHOWN
from rules.proposals import DEFEATED, EXECUTED, EXPIRED, QUEUED
from storage import members, votes
from storage import proposals as store

if TYPE_CHECKING:
    from storage.proposals import Proposal
    from storage.store import Change, Look

EXECUTE, CHART, VOTED = "proposal.execute", "proposal.chart", "dispute.voted"


async def decide(change: Change, one: Proposal, result: dict[str, Any]) -> Proposal:
    """A vote has closed: say what came out, with the arithmetic, and set off what follows."""
    one = await store.put(change, one.id, result=result)
    await change.alarm(CHART, str(one.id), change.now)
    if disputing.meant(one.payload):
        await change.alarm(VOTED, str(one.payload["dispute"]), change.now)
    if not result["passed"]:
        one = await store.enter(change, one, DEFEATED, why=result.get("why", ""))
        return await told(change, one, f"Proposal #{one.id} is defeated.", tone="warn")
    if one.kind == "signal":
        one = await store.enter(change, one, EXECUTED)
        option = choosing.decided(one)
        ends = f"is decided: {option}" if option else "has passed"
        return await told(change, one, f"Proposal #{one.id} {ends}.", tone="good")
    due = (one.until or change.now) + timedelta(seconds=one.terms["timelock"])
    one = await store.enter(change, one, QUEUED, until=due)
    await change.alarm(EXECUTE, str(one.id), due)
    then = await debating.when(change, one)
    return await told(
        change, one, f"Proposal #{one.id} has passed and is carried out on {then}.", tone="good"
    )


async def told(change: Change, one: Proposal, body: str, *, tone: str) -> Proposal:
    """Bring the card up to date, and post what came out where everybody reads it."""
    await debating.show(change, one)
    reasons = [
        f"{name}, {choosing.spelled(one, ballot.choice)}: {ballot.reason}"
        for name, ballot in await reasoned(change, one)
        if ballot.reason
    ]
    lines = "\n".join([f"**{one.title}**", *counting.printed(one), *reasons[:10]])
    fields = ((CHAIN, change.head[:SHOWN]),)
    await change.say(debating.TOPIC, Card(lines, title=body, fields=fields, tone=tone), thread=one.subject)
    await change.say(debating.TOPIC, Card(f"{body} {one.title}", tone=tone))
    return one


async def reasoned(look: Look, one: Proposal) -> list[tuple[str, Any]]:
    """Ballots by name."""
    cast = await votes.ballots(look, one.id)
    names = await members.names(look, cast)
    return [(names[who], ballot) for who, ballot in cast.items()]


async def carry_out(change: Change, one: Proposal) -> Proposal:
    """Do what was decided, once; what cannot be done is tried again hourly until the grace is over."""
    if one.state != QUEUED or one.until is None:
        return one
    last = one.until + timedelta(seconds=one.terms["grace"])
    if change.now > last:
        why = one.why or "It could not be carried out in time."
        one = await store.enter(change, one, EXPIRED, why=why)
        return await done(change, one, f"Proposal #{one.id} has expired. {why}", tone="warn")
    try:
        what = await change.savepoint(lambda: payloads.execute(change, one))
    except Refusal as no:
        fresh = one.why != str(no)
        one = await store.put(change, one.id, why=str(no))
        await change.alarm(EXECUTE, str(one.id), min(change.now + proposals.AGAIN, last + debating.SECOND))
        if fresh:
            again = "It is tried again every hour; `proposal retry` tries at once."
            await debating.step(change, one, f"It cannot be carried out now. {no} {again}")
            await debating.show(change, one)
        return one
    one = await store.enter(change, one, EXECUTED, why=what)
    if one.kind == articles.KIND:
        for other in await store.live(change):  # which may be about the same article
            if other.kind == one.kind:
                await debating.show(change, other)
    return await done(change, one, f"Proposal #{one.id} is carried out. {what}", tone="good")


async def done(change: Change, one: Proposal, body: str, *, tone: str) -> Proposal:
    """Say how it ended."""
    await change.disarm(EXECUTE, str(one.id))
    await debating.show(change, one)
    fields = ((CHAIN, change.head[:SHOWN]),)
    await change.say(debating.TOPIC, Card(f"{body} {one.title}", fields=fields, tone=tone))
    return one


async def look_again(change: Change) -> None:
    """Money has come in: what has passed and waits for a deposit is tried at once."""
    for one in await store.live(change):
        if one.state == QUEUED and "after" in one.payload and one.until and one.until <= change.now:
            await change.alarm(EXECUTE, str(one.id), change.now)
