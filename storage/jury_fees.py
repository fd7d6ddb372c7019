"""What jurors get for answering, whatever the verdict (RULES 9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rules import juries
from rules import ledger as accounts
from storage import assets, budgets, disputes, joining, ledger, parameters

if TYPE_CHECKING:
    from storage.disputes import Dispute, Juror
    from storage.store import Change, Look

PURPOSE = juries.POT


async def sources(look: Look) -> dict[str, int]:
    """What there is for fees: lost deposits first, then what budgets for disputes hold."""
    token = (await assets.governance(look)).symbol
    pot = accounts.budget(juries.POT)
    found = {pot: await ledger.balance_of(look, pot, token)}
    for one in await budgets.every(look):
        if one.purpose == PURPOSE and one.asset == token:
            found[accounts.budget(one.id)] = await budgets.free(look, one)
    return {account: amount for account, amount in found.items() if amount > 0}


async def pay(change: Change, one: Dispute, answered: Sequence[Juror]) -> None:
    """Pay everybody who answered the same: the fee, or what there is for it."""
    token, there = await assets.governance(change), await sources(change)
    wanted = await parameters.get(change, "juror_fee") * 10**token.decimals
    each = juries.fee(wanted, sum(there.values()), len(answered))
    if not each:
        return
    out = juries.taken(each * len(answered), there)
    into: dict[str, int] = {}
    for seat in answered:
        account = accounts.member(seat.member)
        into[account] = into.get(account, 0) + each
        await disputes.put_seat(change, one, seat.seat, fee=each)
    lines = juries.paid(token.symbol, out, into)
    await ledger.post(change, f"{one.name}/fees/{one.round}", "fees", lines, by=0, why=one.name)
    await joining.forward(change, [seat.member for seat in answered])
