"""What every member's tokens weigh at a moment, read from the ledger, the locks and the allocations (RULES 3)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rules import ledger as accounts
from rules import power
from rules.power import Holding, Power, Weights
from storage import assets, holdings, ledger, locks, parameters, vesting

if TYPE_CHECKING:
    from storage.store import Look


async def weights(look: Look) -> Weights:
    """What each kind of token weighs today."""
    return Weights.of(await parameters.every(look))


async def holding(look: Look, who: int, t: datetime | None = None) -> Holding:
    """What a member holds of the governance token; what has vested by then is theirs before it is released."""
    token = await assets.governance(look)
    liquid = await ledger.balance_of(look, accounts.member(who), token.symbol)
    vested, unvested = (await vesting.parts(look, who, t)).get(who, (0, 0))
    return Holding(liquid + vested, tuple(await locks.of(look, who)), unvested)


async def own(look: Look, who: int, t: datetime | None = None) -> Power:
    """A member's own power, now or at a later moment if nothing changes until then."""
    return power.own(await holding(look, who, t), await weights(look), t or look.now)


async def everybody(look: Look) -> dict[int, int]:
    """The own power of everybody who has any, now."""
    weigh, held = await weights(look), await locks.every(look)
    whole, locked = await holdings.now(look, (await assets.governance(look)).symbol)
    allocated, none = await vesting.parts(look), (0, 0)
    found = {}
    for who in sorted(whole.keys() | allocated.keys()):
        vested, unvested = allocated.get(who, none)
        liquid = whole.get(who, 0) - locked.get(who, 0) + vested
        found[who] = power.own(Holding(liquid, held.get(who, ()), unvested), weigh, look.now).whole
    return {who: votes for who, votes in found.items() if votes}
