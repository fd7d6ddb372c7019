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
from rules.proposals import DISCUSSION, DRAFT, VOTING
from rules.wording import count
from storage import communities, objections, outbox, payouts, proposals

if TYPE_CHECKING:
    from storage.payouts import Payout
    from storage.proposals import Proposal
    from storage.store import Change, Look

TOPIC, SUBJECT, TITLE = "proposals", "overview", "Open decisions"
NONE = "Nothing is open for a decision now."
FIRST = 2  # decisions open at once before there is a card: one alone is its own overview
PAGE = 20
Line = tuple[datetime | None, str]  # when it ends by itself, and what it says


async def show(change: Change) -> None:
    """Bring the overview up to date, where it stands or a second decision has come up; nothing is said twice."""
    stands = await outbox.latest(change, SUBJECT)
    live, unpaid = await proposals.live(change), await payouts.unpaid(change)
    if stands is None and (not live or len(live) + len(unpaid) < FIRST):
        return
    body = "\n".join(await calendar(change, live, unpaid)) or NONE
    card = Card(body, title=TITLE, pinned=True)
    if card.dump() != stands:
        await change.show(TOPIC, card, subject=SUBJECT)


async def lines(look: Look) -> list[str]:
    """Everything that is open for a decision, a line for each, what ends first before the rest."""
    return await calendar(look, await proposals.live(look), await payouts.unpaid(look))


async def calendar(look: Look, live: list[Proposal], unpaid: list[Payout]) -> list[str]:
    """The lines of what is open, in the order of their ends; what waits for people alone comes last."""
    complaints = Counter(one.month for one in await objections.unsettled(look))
    found = [await proposed(look, one) for one in live]
    found += [await paid(look, one, complaints[one.subject]) for one in unpaid]
    found.sort(key=lambda one: (one[0] is None, one[0] or look.now))
    said = [f"- {text}" for _, text in found[:PAGE]]
    return [*said, total(len(found), PAGE).strip()] if len(found) > PAGE else said


async def proposed(look: Look, one: Proposal) -> Line:
    """A proposal under way."""
    end, name = one.until, f"#{one.id} {one.title or 'text erased'}"
    if one.state == DRAFT:
        return None, f"{name}: a draft; `proposal sponsor {one.id}` stands behind it"
    if one.state == DISCUSSION:
        return end, f"{name}: discussed until {await when(look, end)}"
    if one.state == VOTING:
        lacks = "sealed" if one.terms["sealed"] else f"quorum {await counting.lacking(look, one)}"
        return end, f"{name}: votes until {await when(look, end)}; {lacks}"
    if one.why and end:
        last = end + timedelta(seconds=one.terms["grace"])
        return last, f"{name}: passed, and is tried until {await when(look, last)}"
    return end, f"{name}: passed, and is carried out on {await when(look, end)}"


async def paid(look: Look, one: Payout, complaints: int) -> Line:
    """A payout that treasurers have not finished; that of a month with what is open about it."""
    name = title(one)[:1].upper() + title(one)[1:]
    more = f"; {count(complaints, 'objection')} to settle" if one.kind == "rewards" and complaints else ""
    if one.state == payouts.WINDOW:
        return one.opens, f"{name}: objections until {await when(look, one.opens)}{more}"
    last = one.touched + approvals.UNTOUCHED
    return last, f"{name}: waits for treasurers until {await when(look, last)}{more}"


async def when(look: Look, moment: datetime | None) -> str:
    """A moment in the community's zone."""
    return moments.when(moment or look.now, moments.zone((await communities.get(look)).zone))
