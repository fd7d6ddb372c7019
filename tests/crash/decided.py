"""Three decisions from their discussion to what was decided: a rule, a payment, and a sealed vote on a treasurer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.adapters.screen import Screen
from bot.adapters.terminal import Terminal
from bot.app import App
from bot.command import Call
from storage import ledger
from storage.schema import metadata
from tests.crash.places import Place
from tests.crash.story import COMMUNITY, LATER, START, Phase, Story, approve, event, press

DRAFTED = (
    "mira> people mira ana ben cy dan",
    "mira> setup small circle name=Garden token=LEAF rewards=1000 founders=@ana,@ben,@cy,@dan treasurers=@ana,@ben,@cy",
    *(f"{who}> role accept" for who in ("ana", "ben", "cy", "dan")),
    "mira> setup finish",
    "mira> 1",
    "mira> setup asset USDC 2",
    "ana> treasury deposit 500 USDC donation a letter",
    "ben> treasury confirm 1",
    "ben> 1",
    "dan> vote delegate @cy",
    "dan> 1",
    "ana> proposal parameter reward_cap 30% Work is done by a few.",
    "ana> 1",
    "ben> proposal spend @dan 20 USDC For the trellis and the nails.",
    "ben> 1",
    "cy> proposal role grant treasurer @dan He counts well.",
    "cy> 1",
)
SOON, OPEN, LATE = START + timedelta(minutes=20), START + timedelta(hours=25), START + timedelta(hours=59)
COUNTED, DONE = START + timedelta(days=4), START + timedelta(days=6)
BALLOTS = (
    ("ana", 1, "for"), ("ben", 1, "for"), ("cy", 1, "against"), ("cy", 1, "for"),
    ("ana", 2, "for"), ("cy", 2, "against"), ("dan", 1, "abstain"),
    ("ana", 3, "for"), ("ben", 3, "for"), ("cy", 3, "for"), ("dan", 3, "abstain"),
)  # fmt: skip
TABLES = (
    "proposal", "proposal_version", "sponsor", "voter", "ballot", "delegation", "parameter",
    "payout", "payout_line", "payout_vote", "role", "offer", "alarm",
)  # fmt: skip


async def until(app: App, moment: datetime) -> None:
    """Let time pass; what becomes due happens at its own second, as if the bot had been there all the while."""
    await app.settle()
    while (due := await app.schedule.next()) and due <= moment:
        app.clock.move(max(due - app.clock(), timedelta()))
        await app.settle()
    app.clock.move(max(moment - app.clock(), timedelta()))
    await app.settle()


async def vote(app: App, number: int, who: str, proposal: int, choice: str) -> None:
    """A ballot, under the id by which a platform would deliver it again."""
    call = Call.to("vote cast", number=proposal, choice=choice)
    await app.table.run(event(who, f"vote-{number}"), call)


async def opening(app: App) -> None:
    """Discussions end and votes open, one of them sealed."""
    await until(app, OPEN)


async def ballots(app: App) -> None:
    """Ballots come and are changed."""
    for number, (who, proposal, choice) in enumerate(BALLOTS):
        await vote(app, number, who, proposal, choice)
    await app.settle()


async def swing(app: App) -> None:
    """A late ballot moves one close."""
    await until(app, LATE)
    await vote(app, 90, "ben", 2, "for")
    await app.settle()
    await vote(app, 91, "dan", 2, "abstain")
    await app.settle()


async def closing(app: App) -> None:
    """That vote closes, and the payment waits for treasurers."""
    await until(app, COUNTED)


async def carried(app: App) -> None:
    """The other votes close, their timelocks run out, what they say is done."""
    await until(app, DONE)


async def paid(app: App) -> None:
    """The new treasurer accepts, the payment is approved."""
    asked = await app.table.run(event("dan", "accept"), Call.to("role accept"))
    await press(app, "dan", asked)
    await approve(app, "ana")
    await approve(app, "ben")


class Decided(Story):
    """The state of every table of a decision, its ballots and its result after kills at any point."""

    lines: Sequence[str] = DRAFTED
    tables: Sequence[str] = TABLES
    phases: Mapping[str, Phase] = {
        "opening": (SOON, opening),
        "ballots": (OPEN + LATER, ballots),
        "swing": (OPEN + 2 * LATER, swing),
        "closing": (LATE + LATER, closing),
        "carried": (COUNTED + LATER, carried),
        "paid": (DONE + LATER, paid),
    }

    @asynccontextmanager
    async def opened(self, place: Place, at: datetime) -> AsyncIterator[tuple[App, Terminal]]:
        """A process that starts again does so after the last second in which anything was booked."""
        async with super().opened(place, at) as (app, terminal):
            async with app.store.read(COMMUNITY) as look:
                booked = [one.at async for one, _ in ledger.every(look)]
            app.clock.move(max([timedelta(), *(one - app.clock() for one in booked)]))
            yield app, terminal

    async def outcome(self, app: App, screen: Screen) -> dict[str, Any]:
        """Every row of a decision, whatever else is compared."""
        tables = {name: table for name, table in metadata.tables.items() if name in self.tables}
        async with app.store.read(COMMUNITY) as look:
            rows = {
                f"rows of {name}": sorted(str(tuple(row)) for row in await look.rows(select(table)))
                for name, table in tables.items()
            }
        return await super().outcome(app, screen) | rows
