"""How bounties look: the card of each, the board of those under way, and their lines in a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.card import CHAIN, Button, Card
from bot.command import Call
from cogs.work import total
from rules import moments
from rules.amounts import show as spelled
from rules.bounties import (
    APPROVED,
    CANCELLED,
    CHANGES,
    CLAIMED,
    DISPUTED,
    LIVE,
    OPEN,
    PAID,
    SUBMITTED,
    WORKED,
)
from rules.ledger import SHOWN
from rules.wording import listed
from rules.work import short
from storage import assets, bounties, communities, disputed, ledger, members, outbox
from storage import bounty_steps as steps

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.bounties import Bounty
    from storage.payouts import Payout
    from storage.store import Change, Look

TOPIC, SUBJECT, TITLE = "bounties", "board", "Bounties"
NONE = "No bounty is under way; `bounty post` offers one."
ERASED = "(erased because its author left)"
FIRST = 2  # under way at once before there is a board: one alone is its own
PAGE = 20
Fields = list[tuple[str, str]]


async def show(change: Change, one: Bounty) -> None:
    """Bring the card of a bounty up to date, and the board."""
    await change.show(TOPIC, await card(change, one), subject=one.subject)
    await board(change)


async def step(change: Change, one: Bounty, told: str, tone: str = "plain") -> None:
    """Post a step in the thread of a bounty."""
    await change.say(TOPIC, Card(told, tone=tone), thread=one.subject)


async def redraw(change: Change) -> None:
    """Bring the cards of what is under way up to date, after two members have become one or two again."""
    for one in await bounties.live(change):
        await show(change, one)


async def card(look: Look, one: Bounty) -> Card:
    """The one card of a bounty, in whatever state it is."""
    if one.hidden_by is not None:
        by = await members.name(look, one.hidden_by)
        return Card(f"Hidden by {by}: {one.hidden_why or '(reason erased)'}", title=f"Bounty #{one.id}")
    title = f"Bounty #{one.id}: {one.title or ERASED}"
    waits = tuple(sorted(one.case.judges)) if one.state == SUBMITTED else ()
    return Card(
        one.text,
        title=title,
        fields=(*await facts(look, one), (CHAIN, (await ledger.head(look))[:SHOWN])),
        buttons=buttons(one),
        thread=title,
        mentions=waits,
    )


def buttons(one: Bounty) -> tuple[Button, ...]:
    """What its state asks for."""
    number = one.id
    if one.state == OPEN:
        return (Button("Claim", Call.to("bounty claim", number=number), "🙋"),)
    if one.state in WORKED:
        return (Button("Submit", Call.to("bounty submit", number=number), "📤"),)
    if one.state == SUBMITTED:
        return (
            Button("Approve", Call.to("bounty approve", number=number), "✅"),
            Button("Return", Call.to("bounty return", number=number), "↩️"),
        )
    if one.state == APPROVED and one.payout is None:
        return (Button("Object", Call.to("bounty object", number=number), "✋"),)
    return ()


async def facts(look: Look, one: Bounty) -> Fields:
    """What is known of a bounty beside its words."""
    found = [("Pays", f"{await amount(look, one)}, {await source(look, one)}")]
    found += [("Posted by", await members.name(look, one.by)), ("Judged by", await judges(look, one))]
    if one.state in (OPEN, *WORKED):
        found += [("A claim lasts", moments.span(one.claim))]
        found += [("Deadline", await when(look, one.deadline))] if one.deadline else []
    return [*found, ("State", await state(look, one)), *await said(look, one)]


async def said(look: Look, one: Bounty) -> Fields:
    """What was handed in, asked for and objected to, as far as its state goes."""
    wanted = {"Handed in": bounties.SUBMIT} if one.claimant and one.state != CLAIMED else {}
    wanted |= {"Asked for": bounties.RETURN} if one.state == CHANGES else {}
    found: Fields = []
    for name, act in (wanted | {"Objection": bounties.OBJECT}).items():
        if told := await bounties.last(look, one.id, act):
            by = "" if act == bounties.SUBMIT else f" ({await members.name(look, told.member)})"
            found.append((name, (told.text or ERASED) + by))
    return found


async def state(look: Look, one: Bounty) -> str:
    """Where it stands, and until when."""
    names = await members.names(look, [one.claimant or 0, one.approver or 0])
    who, then = names[one.claimant or 0], await when(look, one.until) if one.until else ""
    if one.state == SUBMITTED:
        return f"submitted by {who}{await silence(look, one)}"
    if (there := await disputed.bounties.over(look, one)) and there.open:
        return f"disputed: a jury decides, see `dispute show {there.id}`"
    if one.state in (APPROVED, DISPUTED):
        pays = f"{await amount(look, one, one.approved)} for {who}"
        waits = (
            f"objections until {then}" if one.payout is None else f"payout #{one.payout} waits for treasurers"
        )
        decide = f"; treasurers decide by payout #{one.payout}" if one.state == DISPUTED else f"; {waits}"
        by = names[one.approver] if one.approver else "a jury"
        return f"{one.state}: {by} approved {pays}{decide}"
    told = {
        OPEN: "open",
        CLAIMED: f"claimed by {who} until {then}",
        CHANGES: f"changes requested; {who} hands it in again until {then}",
        PAID: f"paid: {await amount(look, one, one.approved)} to {who}",
        CANCELLED: "cancelled; what was in escrow went back",
    }
    return told[one.state]


async def silence(look: Look, one: Bounty) -> str:
    """When moderators may judge what named reviewers do not."""
    if not one.case.named:
        return ""
    return (
        f"; moderators may judge it from {await when(look, one.until)}"
        if one.until
        else "; moderators may judge it"
    )


async def amount(look: Look, one: Bounty, some: int | None = None) -> str:
    """What it pays, or some of it, in words."""
    return spelled(one.amount if some is None else some, await assets.get(look, one.asset))


async def source(look: Look, one: Bounty) -> str:
    """Whose money it is."""
    if one.budget is not None:
        return f"from budget #{one.budget}"
    return f"{await members.name(look, one.by)}'s own, so it counts for no reward"


async def judges(look: Look, one: Bounty) -> str:
    """Who may approve it."""
    case = one.case
    names = await members.names(look, {*case.judges, one.by})
    other = f"a moderator other than {names[one.by]}" if case.large else "a moderator"
    more = [other] if case.moderated else []
    return listed([*(names[who] for who in sorted(case.judges)), *more], "or")


async def when(look: Look, moment: datetime | None) -> str:
    """A moment in the community's zone."""
    return moments.when(moment or look.now, moments.zone((await communities.get(look)).zone))


async def called(look: Look, one: Bounty) -> str:
    """A bounty in words, as duties and posts name it."""
    title = f" ({short(one.title, 80)})" if one.title and one.hidden_by is None else ""
    return f"bounty #{one.id}{title}"


# lists


async def line(look: Look, one: Bounty) -> str:
    """One line of a list."""
    title = "(hidden by a moderator)" if one.hidden_by is not None else short(one.title or ERASED, 80)
    return f"- #{one.id} {title}: {await amount(look, one)}; {await brief(look, one)}"


async def brief(look: Look, one: Bounty) -> str:
    """Its state in a few words, which stay true until it is edited."""
    then = f" until {await when(look, one.until)}" if one.until else ""
    if one.state == OPEN:
        return f"open{then}"
    name = await members.name(look, one.claimant or 0)
    if (there := await disputed.bounties.over(look, one)) and there.open:
        return f"disputed, a jury decides about {name}'s pay"
    told = {
        CLAIMED: f"claimed by {name}{then}",
        CHANGES: f"changes requested from {name}{then}",
        SUBMITTED: f"submitted by {name}, waits for {await judges(look, one)}",
        APPROVED: f"approved for {name}, {'objections' + then if one.payout is None else 'waits for treasurers'}",
        DISPUTED: f"disputed, treasurers decide about {name}'s pay",
        PAID: f"paid to {name}",
    }
    return told.get(one.state, one.state)


async def lines(look: Look, some: Sequence[Bounty]) -> str:
    """A list of bounties, as much of it as a card shows."""
    told = [await line(look, one) for one in some[:PAGE]]
    return "\n".join(told) + total(len(some), PAGE)


async def board(change: Change) -> None:
    """Bring the board up to date, where it stands or a second bounty is under way; nothing is said twice."""
    stands, there = await outbox.latest(change, SUBJECT), await bounties.live(change)
    if stands is None and len(there) < FIRST:
        return
    there.sort(key=lambda one: (LIVE.index(one.state), one.id))
    new = Card(await lines(change, there) or NONE, title=TITLE, pinned=True)
    if new.dump() != stands:
        await change.show(TOPIC, new, subject=SUBJECT)


# what treasurers see


async def decided(look: Look, payout: Payout) -> Fields:
    """What the card of its payout says about a bounty."""
    one = await bounties.get(look, int(payout.subject))
    names = await members.names(look, [one.by, one.approver or 0])
    judge = names[one.approver] if one.approver else "a jury"
    by = f"{judge}, for {await called(look, one)}, posted by {names[one.by]}"
    many = await often(look, one)
    return [("Approved by", by), *await said(look, one), *([("Note", many)] if many else [])]


async def often(look: Look, one: Bounty) -> str:
    """A sentence where one reviewer has approved one claimant unusually often; else nothing."""
    times = await steps.many(look, one)
    if not times:
        return ""
    names = await members.names(look, [one.approver or 0, one.claimant or 0])
    return f"{names[one.approver or 0]} has approved {times} bounties of {names[one.claimant or 0]} in one month."
