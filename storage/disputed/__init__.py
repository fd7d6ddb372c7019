"""The kinds of matter that can be disputed, by name (RULES 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.errors import Refusal
from storage import bounties as bounty_rows
from storage import grants, payouts, settling
from storage.disputed import bounties, milestones, payments, rewards, sent
from storage.disputed.matter import Kind, Matter

if TYPE_CHECKING:
    from storage.disputes import Dispute
    from storage.payouts import Payout
    from storage.store import Look

__all__ = ["Kind", "Matter", "of", "paid_by"]

EVERY: tuple[Kind, ...] = (rewards, bounties, milestones, payments, sent)
KINDS = {one.KIND: one for one in EVERY}


async def paid_by(look: Look, payout: Payout, who: int | None) -> Matter:
    """What a payout is about, as a matter: the bounty, the milestone, or somebody's part of it."""
    if payout.kind == settling.BOUNTY:
        return await bounties.disputable(look, await bounty_rows.get(look, int(payout.subject)))
    if payout.kind == settling.GRANT:
        number, _, place = payout.subject.partition("/")
        one = await grants.get(look, int(number))
        return await milestones.disputable(look, one, one.milestone(int(place)))
    whose = {line.member for line in await payouts.lines(look, payout.id)}
    if who is None and len(whose) > 1:
        raise Refusal(f"Payout #{payout.id} pays several; say with `who=` whose part of it.")
    return await payments.disputable(look, payout, who or min(whose))


def of(one: Dispute) -> Kind:
    """What knows the matter of a dispute."""
    return KINDS[one.kind]
