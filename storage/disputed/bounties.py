"""What was decided about a bounty, approved or returned, as what a dispute is about (RULES 6, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import bounties as rules
from rules import juries
from rules.errors import Refusal
from storage import bounties, bounty_steps, disputes, payouts, settling
from storage.disputed import matter
from storage.disputed.matter import Matter
from storage.payouts import HELD, WAITING

if TYPE_CHECKING:
    from storage.bounties import Bounty
    from storage.disputes import Dispute
    from storage.store import Change, Look

KIND = "bounty"
FREE, JOIN = " `bounty object` takes none: treasurers settle it.", ""


async def disputable(look: Look, one: Bounty) -> Matter:
    """The newest decision about a bounty; Refusal where there is none that still stands, or it is too old."""
    if (there := await over(look, one)) and there.open:
        raise Refusal(f"Dispute #{there.id} is about this already.")
    returned = await bounties.last(look, one.id, bounties.RETURN)
    if one.claimant and one.state == rules.CHANGES and returned:
        juries.in_time(returned.at, look.now)
        return await _matter(look, one, 0, one.amount)
    waits = one.payout is None or await matter.lines(look, one.payout, await _members(look, one), WAITING)
    if one.state in (rules.APPROVED, rules.DISPUTED) and one.approved and one.decided and waits:
        juries.in_time(one.decided, look.now)
        return await _matter(look, one, one.approved, one.approved + one.rest)
    raise Refusal(
        f"Bounty #{one.id} is {one.state}; what can be disputed is that it was returned, or approved and not paid yet."
    )


async def _matter(look: Look, one: Bounty, quo: int, most: int) -> Matter:
    claimant, people = one.claimant or 0, await _members(look, one)
    return Matter(KIND, await subject(look, one), claimant, people, one.asset, quo, most, one.payout or 0)


async def _members(look: Look, one: Bounty) -> frozenset[int]:
    return await matter.standing(look, one.payout or 0, one.claimant or 0)


async def subject(look: Look, one: Bounty) -> str:
    """Which decision: the one about the newest work handed in."""
    turns = [
        turn for turn, step in enumerate(await bounties.steps(look, one.id), 1) if step.act == bounties.SUBMIT
    ]
    return f"{one.id}/{turns[-1] if turns else 0}"


async def over(look: Look, one: Bounty) -> Dispute | None:
    """The dispute about the newest decision, if there is one."""
    return await disputes.over(look, KIND, await subject(look, one))


async def undecided(look: Look, one: Bounty) -> None:
    """Refusal for what a jury has decided or is deciding."""
    if there := await over(look, one):
        raise Refusal(f"A jury decides about this, or has: `dispute show {there.id}`.")


async def bounty(look: Look, one: Dispute) -> Bounty:
    """The bounty in question."""
    return await bounties.get(look, int(one.subject.partition("/")[0]))


async def stop(change: Change, one: Dispute) -> None:
    """The bounty waits, or the payout that was asked for."""
    if one.payout:
        await matter.hold(change, one.payout, await people(change, one))
    else:
        await bounty_steps.wait(change, await bounty(change, one))


async def gone(look: Look, one: Dispute) -> bool:
    """Treasurers have refused its payout."""
    if one.payout:
        return not await matter.lines(look, one.payout, await people(look, one), HELD)
    return (await bounty(look, one)).state != rules.DISPUTED


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Under which numbers its claimant stands."""
    return await matter.standing(look, one.payout, one.member)


async def opponents(look: Look, one: Dispute) -> frozenset[int]:
    """Whoever has done it, or posted it where it is to pay more."""
    if one.claim < one.quo:
        return await people(look, one)
    return frozenset({(await bounty(look, one)).by})


async def backers(look: Look, one: Dispute) -> frozenset[int]:
    """Nobody else."""
    return frozenset()


async def judges(look: Look, one: Dispute) -> frozenset[int]:
    """Who posted it, its reviewers, who has approved or returned it, and who has spoken on its payout."""
    about = await bounty(look, one)
    found = {about.by} | {
        step.member for step in await bounties.steps(look, about.id) if step.act == bounties.RETURN
    }
    found |= about.reviewers | ({about.approver} if about.approver else set())
    return frozenset(found) | await matter.deciders(look, one.payout)


async def carry_out(change: Change, one: Dispute, verdict: int, pledged: int) -> None:
    """Pay what it is worth, and return the rest; what was rightly returned can be handed in again."""
    about = await bounty(change, one)
    if one.payout:
        await _lower(change, one, about, verdict)
    elif verdict or one.quo:
        await bounty_steps.award(change, about, verdict, lost=min(pledged, verdict))
    else:
        await bounty_steps.again(change, about)


async def _lower(change: Change, one: Dispute, about: Bounty, verdict: int) -> None:
    """Let its payout go on with less, or end where nothing is left."""
    payout = await payouts.get(change, one.payout)
    held = await matter.lines(change, payout.id, await people(change, one), HELD)
    await matter.go_on(change, payout.id, {line.line: verdict for line in held})
    if verdict < one.quo:
        await bounty_steps.lower(change, about, verdict)
    if verdict:
        await settling.settle(change, payout)
    else:
        await settling.close(change, payout, payouts.ENDED)
