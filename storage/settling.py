"""Paying what treasurers have approved: the lines ready at one moment are one ledger entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rules import approvals
from rules.approvals import Count, Run, Verdict
from rules.ledger import Posting
from rules.ledger import member as account
from storage import bundles, joining, ledger, members, payouts, transit

if TYPE_CHECKING:
    from storage.payouts import Line, Payout
    from storage.store import Change, Look

REWARDS, FILED, SPEND, BOUNTY, GRANT = "rewards", "filed", "spend", "bounty", "grant"
RESEND = "resend"  # what was sent and did not come: from outside once more
DISPUTE = "dispute"  # what a jury has raised a line by
ALONE = (FILED, RESEND, BOUNTY, DISPUTE)  # of one line, so it is counted as a whole


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a payout stands: each line's count, what is payable now, and in one sentence why not more."""

    payout: Payout
    lines: list[Line]
    counts: dict[int, Count]
    verdict: Verdict
    why: str

    @property
    def ready(self) -> list[Line]:
        return [
            one
            for one in self.lines
            if one.state == "waiting" and self.counts[one.line].verdict is Verdict.APPROVED
        ]

    @property
    def open(self) -> list[Line]:
        return [one for one in self.lines if one.state in payouts.UNPAID]


async def standing(look: Look, payout: Payout) -> Standing:
    """Count today's treasurers' words on a payout."""
    lines = await payouts.lines(look, payout.id)
    treasurers = await members.holders(look, "treasurer")
    votes = {one.member: one.approves for one in await payouts.votes(look, payout.id)}
    now = await joining.followed(look, [one.member for one in lines])
    if payout.kind in ALONE:
        gains = {*now, *now.values()}
        count = approvals.tally(treasurers, payout.needed, votes, gains, payout.filer)
        return Standing(payout, lines, {one.line: count for one in lines}, count.verdict, count.why)
    run = _run(treasurers, payout, votes, lines, now)
    return Standing(payout, lines, dict(run.lines), run.verdict, run.why)


def _run(
    treasurers: Sequence[int],
    payout: Payout,
    votes: dict[int, bool],
    lines: Sequence[Line],
    now: dict[int, int],
) -> Run:
    gains = {one.line: {one.member, now[one.member]} for one in lines}
    held = [one.line for one in lines if one.state in (payouts.HELD, payouts.ASKED)]
    return approvals.lines(treasurers, payout.needed, votes, gains, held)


async def settle(change: Change, payout: Payout) -> Standing:
    """Pay what is ready, end what is refused; an alarm of the payout's kind sets off what follows."""
    now = await standing(change, payout)
    if payout.state != payouts.OPEN:
        return now
    if now.verdict is Verdict.ENDED and now.open:
        await payouts.set_lines(change, payout.id, [one.line for one in now.open], "ended")
        paid = any(one.state == "paid" for one in now.lines)
        await close(change, payout, payouts.PAID if paid else payouts.ENDED)
        await change.alarm(f"{payout.kind}.ended", payout.subject, change.now)
    elif now.ready:
        return await _pay(change, now)
    elif not now.open:
        await close(change, payout, payouts.PAID)
    return await standing(change, await payouts.get(change, payout.id))


async def close(change: Change, payout: Payout, state: str) -> None:
    """Nothing waits any more."""
    await payouts.set_state(change, payout.id, state)
    for kind in ("payout.remind", "payout.stale"):
        await change.disarm(kind, str(payout.id))


async def _pay(change: Change, now: Standing) -> Standing:
    """Pay the lines that are ready; where the payout stands then, without counting it all again."""
    payout, ready = now.payout, now.ready
    first = f"reward/{payout.subject}" if payout.kind == REWARDS else f"payout/{payout.id}"
    earlier = await ledger.find(change, first)
    name = f"{first}/{payout.id}-{await change.next(f'entries/{first}')}" if earlier else first
    totals: dict[str, int] = {}
    for one in ready:
        totals[one.asset] = totals.get(one.asset, 0) + one.amount
    lines = [Posting(payout.source, asset, -amount) for asset, amount in sorted(totals.items())]
    lines += [Posting(account(one.member), one.asset, one.amount) for one in ready]
    data = (
        await bundles.facts(change, payout, ready)
        if payout.kind == REWARDS
        else {"lines": [one.line for one in ready]}
    )
    entry = await ledger.post(change, name, payout.kind, lines, by=0, why=f"payout/{payout.id}", data=data)
    await payouts.set_lines(change, payout.id, [one.line for one in ready], "paid", entry.number)
    await joining.forward(change, [one.member for one in ready])
    whose = await joining.followed(change, [one.member for one in ready])
    await transit.dispatch(change, payout.id, [(whose[one.member], one.asset, one.amount) for one in ready])
    if len(ready) == len(now.open):
        await close(change, payout, payouts.PAID)
    await change.alarm(f"{payout.kind}.paid", payout.subject, change.now)
    done = {one.line for one in ready}
    after = [replace(one, state="paid", entry=entry.number) if one.line in done else one for one in now.lines]
    return replace(now, payout=await payouts.get(change, payout.id), lines=after)


async def recheck(change: Change) -> None:
    """Look at every open payout again, after the treasurers have changed."""
    for payout in await payouts.waiting(change):
        await settle(change, payout)
        if payout.state == payouts.OPEN:
            await change.alarm("payout.look", str(payout.id), change.now)
