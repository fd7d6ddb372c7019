"""What is said of a dispute: its card, its steps, and whom it waits for (RULES 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bot.card import CHAIN, Button, Card
from bot.command import Call
from cogs import disputed as faces
from rules import moments
from rules.amounts import show as spell
from rules.ledger import SHOWN
from rules.wording import count, listed
from storage import assets, communities, disputes, ledger, members
from storage import dispute_steps as steps
from storage.disputes import ANSWERING, DECIDED, DRAWING, MOOT, VERDICT, VOTING

if TYPE_CHECKING:
    from datetime import datetime

    from storage.disputes import Dispute, Round
    from storage.store import Change, Look

ERASED = "(erased because its author left)"
Fields = list[tuple[str, str]]


async def show(change: Change, one: Dispute) -> None:
    """Bring the card of a dispute up to date."""
    await change.show(faces.of(one).TOPIC, await card(change, one), subject=one.name)


async def step(change: Change, one: Dispute, told: str, tone: str = "plain") -> None:
    """Post a step in the thread of a dispute."""
    await change.say(faces.of(one).TOPIC, Card(told, tone=tone), thread=one.name)


async def redraw(change: Change) -> None:
    """Bring the cards of open disputes up to date, after two members have become one or two again."""
    for one in await disputes.live(change):
        await show(change, one)


async def card(look: Look, one: Dispute) -> Card:
    """The one card of a dispute, in whatever state it is."""
    title = f"Dispute #{one.id}: {await about(look, one)}"
    chain = (CHAIN, (await ledger.head(look))[:SHOWN])
    asked = await steps.sitting(look, one) if one.state == ANSWERING else []
    return Card(
        one.reason or ERASED,
        title=title,
        fields=(*await facts(look, one), chain),
        buttons=buttons(one),
        thread=title,
        mentions=tuple(sorted(seat.member for seat in asked if seat.answer is None)),
    )


def buttons(one: Dispute) -> tuple[Button, ...]:
    """What its state asks for."""
    if one.state == VERDICT:
        return (Button("Appeal", Call.to("dispute appeal", number=one.id), "⚖️"),)
    return ()


async def facts(look: Look, one: Dispute) -> Fields:
    """What is claimed, who decides, and how it stands."""
    names = await members.names(look, [one.by])
    found = [("Filed by", names[one.by]), ("Now", await amount(look, one, one.quo))]
    found += [("Claimed", await amount(look, one, one.claim))]
    rounds = await disputes.rounds(look, one.id)
    for each in rounds:
        found += [(f"Jury {each.round}", await jury(look, one, each))] if each.seats else []
    found += [("Vote", f"proposal #{one.vote}")] if one.vote else []
    held = sum(each.held for each in rounds)
    pledged = sum(each.deposit for each in rounds if each.pledged and not each.settled)
    found += [("Pledged", f"{await amount(look, one, pledged)} of it")] if pledged else []
    found += [("Deposits", await amount(look, one, held))] if held else []
    found += (
        [("Owed", f"{await amount(look, one, one.owed)}, off the top of the next rewards")]
        if one.owed
        else []
    )
    return [*found, ("State", await state(look, one))]


async def about(look: Look, one: Dispute) -> str:
    """What it is about."""
    return await faces.of(one).about(look, one)


async def jury(look: Look, one: Dispute, this: Round) -> str:
    """Who sits in a round; once it is over also what they said, without names and by size."""
    seats = [seat for seat in await disputes.jury(look, one, this.round) if not seat.silent]
    if not seats:
        return f"{count(this.seats, 'seat')}, to be drawn"
    names = await members.names(look, [seat.member for seat in seats])
    who = listed([names[number] for number in sorted({seat.member for seat in seats})])
    if this.round == one.round and one.state == ANSWERING:
        return who
    return f"{who}; answers: {await answers(look, one, [seat.answer for seat in seats if seat.answer is not None])}"


async def answers(look: Look, one: Dispute, said: Sequence[int]) -> str:
    """What was answered, the least first, and how often."""
    many = Counter(sorted(said))
    told = [
        f"{await amount(look, one, each)}{f' × {times}' if times > 1 else ''}" for each, times in many.items()
    ]
    return listed(told) or "nobody answered"


async def state(look: Look, one: Dispute) -> str:
    """Where it stands, and until when."""
    said = "" if one.verdict is None else await verdict(look, one)
    if one.state == ANSWERING:
        return f"its jurors answer privately until {await when(look, one.until)}: `dispute answer {one.id}`"
    if one.state == VERDICT:
        may = await steps.appellants(look, one)
        names = listed([(await members.names(look, may))[who] for who in sorted(may)], "or")
        return f"{said}; {names or 'nobody'} may appeal until {await when(look, one.until)}"
    told = {
        DRAWING: "a jury is being drawn",
        VOTING: f"everybody votes: proposal #{one.vote}" if one.vote else "everybody votes next",
        DECIDED: f"{said}, for good",
        MOOT: f"ended without a verdict, because {faces.of(one).MOOT}; deposits went back",
    }
    return told[one.state]


async def verdict(look: Look, one: Dispute) -> str:
    """What was decided, in words."""
    won = one.verdict is not None and one.case.won(one.verdict)
    side = "which is the way the filer asked" if won else "which is not the way the filer asked"
    return f"{await amount(look, one, one.verdict or 0)}, {side}"


async def amount(look: Look, one: Dispute, some: int) -> str:
    """An amount of the asset in question."""
    return spell(some, await assets.get(look, one.asset))


async def when(look: Look, moment: datetime | None) -> str:
    """A moment in the community's zone."""
    return moments.when(moment or look.now, moments.zone((await communities.get(look)).zone))


async def line(look: Look, one: Dispute) -> str:
    """One line of a list."""
    return f"- #{one.id} {await about(look, one)}: {await state(look, one)}"


async def duties(look: Look, me: int) -> list[str]:
    """Disputes that wait for the member's answer, and verdicts against them that can be appealed."""
    found = []
    for one in await disputes.live(look):
        seats = await steps.sitting(look, one)
        if one.state == ANSWERING and any(seat.member == me and seat.answer is None for seat in seats):
            found.append(await asked(look, one))
        if one.state == VERDICT and me in await steps.appellants(look, one):
            until = await when(look, one.until)
            found.append(f"Dispute #{one.id} went against you; until {until}: `dispute appeal {one.id}`.")
    return found


async def asked(look: Look, one: Dispute) -> str:
    """What a juror is asked, in one line."""
    until, most = await when(look, one.until), await amount(look, one, one.case.most)
    return (
        f"You are a juror of dispute #{one.id}, about {await about(look, one)}: `dispute answer {one.id}` with the "
        f"amount you find right, from 0 to {most}, until {until}."
    )


async def ask(change: Change, one: Dispute) -> None:
    """Tell jurors who have not answered that they are asked."""
    for seat in await steps.sitting(change, one):
        if seat.answer is None:
            private = Card(await asked(change, one), title=f"Dispute #{one.id}")
            await change.whisper(seat.member, private, kind="duties", subject=f"juror/{one.id}/{seat.seat}")


# what a vote of everybody says


def meant(payload: Mapping[str, Any]) -> bool:
    """Whether a vote decides a dispute."""
    return "dispute" in payload


async def asks(look: Look, payload: Mapping[str, Any]) -> Fields:
    """What For and Against would do, for the card of the vote."""
    one = await disputes.get(look, payload["dispute"])
    stands = await steps.stands(look, one)
    return [
        ("Decides", f"dispute #{one.id}, {await about(look, one)}"),
        ("For", f"it is {await amount(look, one, one.claim)}, as claimed"),
        ("Against", f"it stays {await amount(look, one, one.quo)}, as before the dispute"),
        ("Neither", f"where no side wins by the rules of a vote it is {await amount(look, one, stands)}"),
    ]
