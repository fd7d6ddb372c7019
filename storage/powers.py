"""What every member's tokens weigh at a moment, read from the ledger and the locks (RULES 3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rules import ledger as accounts
from rules import power
from rules.power import Holding, Power, Weights
from storage import assets, holdings, ledger, locks, parameters

if TYPE_CHECKING:
    from storage.store import Look


async def weights(look: Look) -> Weights:
    """What each kind of token weighs today."""
    return Weights.of(await parameters.every(look))


async def holding(look: Look, who: int) -> Holding:
    """What a member holds of the governance token."""
    token = await assets.governance(look)
    liquid = await ledger.balance_of(look, accounts.member(who), token.symbol)
    return Holding(liquid, tuple(await locks.of(look, who)))


async def own(look: Look, who: int, t: datetime | None = None) -> Power:
    """A member's own power, now or at a later moment if nothing changes until then."""
    return power.own(await holding(look, who), await weights(look), t or look.now)


async def everybody(look: Look) -> dict[int, int]:
    """The own power of everybody who has any, now."""
    weigh, held = await weights(look), await locks.every(look)
    whole, locked = await holdings.now(look, (await assets.governance(look)).symbol)
    found = {
        who: power.own(Holding(amount - locked.get(who, 0), held.get(who, ())), weigh, look.now).whole
        for who, amount in sorted(whole.items())
    }
    return {who: whole for who, whole in found.items() if whole}
