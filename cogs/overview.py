"""The calendar of open decisions: on demand, and as one pinned card in each place that is kept current (CHAT)."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.card import Card
from cogs import counting
from cogs.matters import title
from cogs.work import total
from rules import approvals, moments
from rules.proposals import DISCUSSION, DRAFT, QUEUED, VOTING
from rules.wording import count
from storage import communities, objections, outbox, payouts, proposals
from storage.payouts import Payout
from storage.proposals import Proposal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from storage.store import Change, Look

TOPIC, SUBJECT, TITLE = "proposals", "overview", "Open decisions"
NONE = "Nothing is open for a decision now."
FIRST = 2  # decisions open at once before there is a card: one alone is its own overview
PAGE = 20


async def show(change: Change, changed: int = 0) -> None:
    """Bring the overview up to date, where it stands or a second decision has come up; nothing is said twice.

    `changed` is the proposal that has changed: the votes of others are not added up again.
    """
    stands = await outbox.latest(change, SUBJECT)
    live, unpaid = await proposals.live(change), await payouts.unpaid(change)
    if stands is None and (not live or len(live) + len(unpaid) < FIRST):
        return
    told = stands["body"].splitlines() if stands else []
    body = "\n".join(await calendar(change, live, unpaid, told, changed)) or NONE
    card = Card(body, title=TITLE, pinned=True)
    if card.dump() != stands:
        await change.show(TOPIC, card, subject=SUBJECT)


async def lines(look: Look) -> list[str]:
    """Everything that is open for a decision, a line for each, what ends first before the rest."""
    return await calendar(look, await proposals.live(look), await payouts.unpaid(look))


async def calendar(
    look: Look, live: list[Proposal], unpaid: list[Payout], told: Sequence[str] = (), changed: int = 0
) -> list[str]:
    """The lines of what is open, in the order of their ends; what waits for people alone comes last."""
    complaints = Counter(one.month for one in await objections.unsettled(look))
    open_: list[Proposal | Payout] = [*live, *unpaid]
    open_.sort(key=lambda one: (ends(one) is None, ends(one) or look.now))
    found = [
        await proposed(look, one, () if one.id == changed else told)
        if isinstance(one, Proposal)
        else await paid(look, one, complaints[one.subject])
        for one in open_[:PAGE]
    ]
    return [*found, total(len(open_), PAGE).strip()] if len(open_) > PAGE else found


def ends(one: Proposal | Payout) -> datetime | None:
    """When a decision ends by itself; what cannot be carried out is tried until its grace is over."""
    if isinstance(one, Payout):
        return one.opens if one.state == payouts.WINDOW else one.touched + approvals.UNTOUCHED
    if one.state == QUEUED and one.why and one.until:
        return one.until + timedelta(seconds=one.terms["grace"])
    return one.until


async def proposed(look: Look, one: Proposal, told: Sequence[str]) -> str:
    """A proposal under way; what quorum lacks is taken from what was told, where nothing has changed."""
    name, then = f"- #{one.id} {one.title or 'text erased'}", await when(look, ends(one))
    if one.state == DRAFT:
        return f"{name}: a draft; `proposal sponsor {one.id}` stands behind it"
    if one.state == DISCUSSION:
        return f"{name}: discussed until {then}"
    if one.state == VOTING:
        head = f"{name}: votes until {then}; "
        known = next((line for line in told if line.startswith(head)), "")
        sealed = one.terms["sealed"]
        return known or head + ("sealed" if sealed else f"quorum {await counting.lacking(look, one)}")
    return f"{name}: passed, and is {'tried until' if one.why else 'carried out on'} {then}"


async def paid(look: Look, one: Payout, complaints: int) -> str:
    """A payout that treasurers have not finished; that of a month with what is open about it."""
    waits = "objections" if one.state == payouts.WINDOW else "waits for treasurers"
    more = f"; {count(complaints, 'objection')} to settle" if one.kind == "rewards" and complaints else ""
    return f"- {title(one)[:1].upper()}{title(one)[1:]}: {waits} until {await when(look, ends(one))}{more}"


async def when(look: Look, moment: datetime | None) -> str:
    """A moment in the community's zone."""
    return moments.when(moment or look.now, moments.zone((await communities.get(look)).zone))
