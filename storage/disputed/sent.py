"""A payment that was sent outside and is said not to have come, as what a dispute is about (RULES 5, 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import handover, juries
from rules import ledger as accounts
from rules.errors import Refusal
from storage import batches, disputes, payouts, settling, transit
from storage.disputed import matter
from storage.disputed.matter import Matter
from storage.payouts import Due

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Payout
    from storage.store import Change, Look
    from storage.transit import Transit

KIND = "sent"
FREE, JOIN = "", ""


async def disputable(look: Look, one: Transit, who: int) -> Matter:
    """What was sent, for its receiver: within 7 days, or after treasurers have refused to send it again."""
    if one.member != who:
        raise Refusal(f"Line #{one.id} is not yours; only whom it was sent to can say that it did not come.")
    if one.state != transit.SENT or one.sent is None:
        raise Refusal(f"Line #{one.id} is not sent, so it cannot be missing.")
    asked = await payouts.of(look, settling.RESEND, str(one.id))
    if waits := [payout for payout in asked if payout.state != payouts.ENDED]:
        raise Refusal(f"Treasurers decide about this line now, by payout #{waits[-1].id}.")
    if asked:
        juries.in_time(asked[-1].touched, look.now)
    else:
        handover.may_miss(one.sent, look.now)
    return Matter(KIND, str(one.id), who, frozenset({who}), one.asset, 0, one.amount)


async def undecided(look: Look, one: Transit) -> None:
    """Refusal for treasurers while a jury decides, and where it has said that the line came."""
    there = await disputes.over(look, KIND, str(one.id))
    if there and (there.open or (there.state == disputes.DECIDED and not there.verdict)):
        raise Refusal(f"A jury decides about this line, or has: `dispute show {there.id}`.")


async def line(look: Look, one: Dispute) -> Transit:
    """What was sent."""
    return await transit.get(look, int(one.subject))


async def stop(change: Change, one: Dispute) -> None:
    """It counts as missing, and treasurers do not send it again meanwhile."""
    about = await line(change, one)
    if about.missing is None:
        await transit.put(change, [about], missing=change.now)


async def gone(look: Look, one: Dispute) -> bool:
    """It is on its way once more."""
    return (await line(look, one)).state != transit.SENT


async def people(look: Look, one: Dispute) -> frozenset[int]:
    """Whom it was sent to."""
    return frozenset({one.member, (await line(look, one)).member})


async def opponents(look: Look, one: Dispute) -> frozenset[int]:
    """Nobody: the community pays."""
    return frozenset()


async def backers(look: Look, one: Dispute) -> frozenset[int]:
    """Nobody else."""
    return frozenset()


async def judges(look: Look, one: Dispute) -> frozenset[int]:
    """Who has made the batch it was sent in, and who did not want to send it again."""
    about = await line(look, one)
    found = frozenset({(await batches.get(look, about.batch)).by} if about.batch else ())
    for payout in await payouts.of(look, settling.RESEND, one.subject):
        found |= await matter.deciders(look, payout.id)
    return found


async def carry_out(change: Change, one: Dispute, verdict: int, pledged: int) -> None:
    """Ask the treasurers to send as much again as the jury says."""
    if verdict:
        await ask(change, await line(change, one), verdict)


async def ask(change: Change, one: Transit, amount: int) -> Payout:
    """A payout that takes an amount back from outside; it follows from the receiver's word, so nobody filed it."""
    due, about = [Due(one.member, one.asset, amount)], f"line #{one.id} of batch #{one.batch} did not come"
    number = await payouts.ask(
        change, settling.RESEND, str(one.id), due, reason=about, source=accounts.EXTERNAL
    )
    return await payouts.get(change, number)
