"""What a jury has raised a reward line by: paid from what a month has left, else off the top of the next (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import ledger as accounts
from rules.ledger import Posting
from rules.moments import Month
from storage import budgets, disputes, ledger, payouts
from storage.payouts import STRUCK, Due

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Payout
    from storage.store import Change


async def ask(change: Change, one: Dispute, month: str, amount: int) -> int:
    """Ask treasurers to pay it out of a month; it waits in escrow, because a month's bundle proves its own lines."""
    source = accounts.reserved(month)
    lines = [Posting(source, one.asset, -amount), Posting(one.account, one.asset, amount)]
    await ledger.post(change, f"{one.name}/raised/{month}", "escrow", lines, by=0, why=one.name)
    due, about = [Due(one.member, one.asset, amount)], f"dispute #{one.id}"
    subject = f"{one.id}/{month}"
    return await payouts.ask(change, disputes.KIND, subject, due, reason=about, source=one.account)


async def take(change: Change, month: Month) -> dict[str, dict[str, object]]:
    """Take what is owed off the top of a run that is being frozen; by dispute, what was taken of which asset."""
    there, taken = await ledger.balances(change, accounts.reserved(str(month))), {}
    for one in await disputes.owing(change):
        if part := min(one.owed, there.get(one.asset, 0)):
            await ask(change, one, str(month), part)
            await disputes.put(change, one, owed=one.owed - part)
            there[one.asset] -= part
            taken[str(one.id)] = {"asset": one.asset, "amount": part}
    return taken


def month_of(payout: Payout) -> str:
    """The month that pays it."""
    return payout.subject.partition("/")[2]


async def refused(change: Change, one: Dispute, payout: Payout) -> int:
    """Treasurers did not pay it: it goes back to where the month's budget came from; how much that is."""
    month = Month.parse(month_of(payout))
    ended = [line for line in await payouts.lines(change, payout.id) if line.entry is None]
    amount = sum(line.amount for line in ended if line.state != STRUCK)
    if amount:
        await payouts.set_lines(change, payout.id, [line.line for line in ended], STRUCK)
        into = accounts.reserved(str(month))
        lines = [Posting(one.account, one.asset, -amount), Posting(into, one.asset, amount)]
        name = f"{one.name}/refused/{month}"
        await ledger.post(change, name, "return", lines, by=0, why=one.name)
        await budgets.release(change, month, {one.asset: amount}, one.name)
    return amount
