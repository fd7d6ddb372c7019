"""What was decided about a milestone of a grant, approved or returned, as what a dispute is about (RULES 5, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import juries
from rules.errors import Refusal
from rules.split import largest_remainder
from storage import disputes, grants, milestones, payouts, settling
from storage.disputed import matter
from storage.disputed.matter import Matter
from storage.payouts import HELD, WAITING

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.grants import Grant, Milestone, Submission
    from storage.payouts import Line
    from storage.store import Change, Look

KIND = "milestone"
FREE, JOIN = "", ""


async def disputable(look: Look, one: Grant, of: Milestone) -> Matter:
    """The newest decision about a milestone; Refusal where there is none that still stands, or it is too old."""
    last = (await grants.submissions(look, one.id)).get(of.number)
    if (there := await over(look, last)) and there.open:
        raise Refusal(f"Dispute #{there.id} is about this already.")
    judged = last.judged if last else None
    if last is None or judged is None or of.state not in (grants.OPEN, grants.APPROVED):
        raise Refusal(
            f"Milestone {of.number} of grant #{one.id} is {of.state}; what can be disputed is that it was returned, "
            "or approved and not paid yet."
        )
    juries.in_time(judged, look.now)
    most, people = await milestones.left(look, one, of), frozenset(one.to)
    if of.state == grants.OPEN and last.verdict == grants.RETURNED:
        return Matter(KIND, str(last.id), min(people), people, one.asset, 0, most)
    quo = sum(line.amount for line in await _lines(look, of.payout or 0, WAITING, HELD))
    if of.state == grants.OPEN or not quo:
        raise Refusal(
            f"Nothing of milestone {of.number} of grant #{one.id} waits for a payout that could be disputed."
        )
    return Matter(KIND, str(last.id), min(people), people, one.asset, quo, quo, of.payout or 0)


async def over(look: Look, last: Submission | None) -> Dispute | None:
    """The dispute about the decision on what was submitted, if there is one."""
    return await disputes.over(look, KIND, str(last.id)) if last else None


async def about(look: Look, one: Dispute) -> tuple[Grant, Milestone, Submission]:
    """The milestone in question, and what was said of it."""
    last = await grants.submission_of(look, int(one.subject))
    grant = await grants.get(look, last.grant)
    return grant, grant.milestone(last.milestone), last


async def _lines(look: Look, payout: int, *states: str) -> list[Line]:
    return [line for line in await payouts.lines(look, payout) if line.state in states]


async def stop(change: Change, one: Dispute) -> None:
    """The milestone waits, or the payout that was asked for."""
    if one.payout:
        there = await _lines(change, one.payout, WAITING)
        await payouts.set_lines(change, one.payout, [line.line for line in there], HELD)
    else:
        grant, of, _ = await about(change, one)
        await milestones.wait(change, grant, of)


async def gone(look: Look, one: Dispute) -> bool:
    """Treasurers have refused its payout."""
    if one.payout:
        return not await _lines(look, one.payout, HELD)
    return (await about(look, one))[1].state != grants.DISPUTED


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Whom the grant pays, as it was decided."""
    return frozenset((await about(look, one))[0].to)


async def opponents(look: Look, one: Dispute) -> frozenset[int]:
    """Whom the grant pays, or who has returned the milestone."""
    grant, _, last = await about(look, one)
    return frozenset(grant.to) if one.claim < one.quo else frozenset({last.judge} if last.judge else ())


async def backers(look: Look, one: Dispute) -> frozenset[int]:
    """Nobody else."""
    return frozenset()


async def judges(look: Look, one: Dispute) -> frozenset[int]:
    """Its reviewers, who has decided, and who has spoken on its payout."""
    grant, _, last = await about(look, one)
    decided = {last.judge} if last.judge else set()
    return frozenset(grant.reviewers) | decided | await matter.deciders(look, one.payout)


async def carry_out(change: Change, one: Dispute, verdict: int, pledged: int) -> None:
    """Pay what it is worth and return the rest to the treasury; what is worth nothing can be submitted again."""
    grant, of, _ = await about(change, one)
    if one.payout:
        await _lower(change, one, grant, of, verdict)
    elif verdict and (await milestones.people(change, grant)).to:
        grant = await milestones.cut(change, grant, of, await milestones.left(change, grant, of) - verdict)
        await milestones.file(change, grant, grant.milestone(of.number))
    else:
        await milestones.reopen(change, grant, of)


async def _lower(change: Change, one: Dispute, grant: Grant, of: Milestone, verdict: int) -> None:
    """Let its payout go on with less, or end where nothing is left."""
    held = await _lines(change, one.payout, HELD)
    parts = largest_remainder(verdict, {line.line: line.amount for line in held})
    await matter.go_on(change, one.payout, parts)
    if verdict:
        await milestones.cut(change, grant, of, one.quo - verdict)
        await settling.settle(change, await payouts.get(change, one.payout))
        return
    paid = bool(await payouts.totals(change, one.payout, [payouts.PAID]))
    await settling.close(
        change, await payouts.get(change, one.payout), payouts.PAID if paid else payouts.ENDED
    )
    await milestones.reopen(change, grant, of, f"dispute #{one.id} says so.")
