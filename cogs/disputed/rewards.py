"""A disputed line of a month's rewards, as people see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cogs import monthly, objections
from rules.errors import Refusal
from rules.moments import Month
from storage import disputed, members, payouts, runs
from storage.disputed import Matter
from storage.payouts import HELD, WAITING

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.store import Change, Look

TOPIC, MOOT = "rewards", "the month is not paid as proposed"


async def matter(look: Look, who: int) -> Matter:
    """Somebody's line as a dispute has it; Refusal where it is none, or not any more."""
    about = await objections.about(look, await objections.in_window(look), who)
    lines, month = about.among(WAITING, HELD), about.run.title
    if not lines or about.run.payout is None:
        raise Refusal(
            f"{about.name} has no line for {month} that is still unpaid, so there is nothing to dispute; "
            "`rewards explain` says why."
        )
    asset, payout, kind = lines[0].asset, about.run.payout, disputed.rewards
    quo = sum(line.amount for line in lines if line.asset == asset)
    most = await kind.most(look, payout, asset, quo)
    return Matter(kind.KIND, about.run.month, about.member, about.people, asset, quo, most, payout)


async def about(look: Look, one: Dispute) -> str:
    """Whose rewards, and of which month."""
    return f"the rewards of {await members.name(look, one.member)} for {Month.parse(one.subject).title}"


async def show(change: Change, one: Dispute) -> None:
    """The card of the month."""
    await monthly.renew(change, one.subject)


async def decided(change: Change, one: Dispute, told: str) -> None:
    """Pay what was approved before; the cards of the month and its payout say how the line stands."""
    run, payout = await runs.get(change, one.subject), await payouts.get(change, one.payout)
    if run.payout == payout.id:
        await objections.pay_on(change, run)
        await objections.refresh(change, run)
