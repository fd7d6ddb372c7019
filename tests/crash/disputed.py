"""Work that was returned, disputed: filed, drawn, answered, appealed to everybody, voted and paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.app import App
from bot.command import Call
from storage import disputes, members
from tests.cogs.attacks_on_matters import RETURNED
from tests.crash.decided import Decided, until, vote
from tests.crash.story import COMMUNITY, LATER, START, Phase, event, press

SOON, ANSWERED, OPEN = START + timedelta(hours=1), START + timedelta(hours=2), START + timedelta(hours=4)
TABLES = (
    "proposal",
    "voter",
    "ballot",
    "payout",
    "payout_line",
    "alarm",
    "dispute",
    "juror",
    "bounty",
    "bounty_step",
)


async def acts(app: App, who: str, name: str, call: Call) -> None:
    """An act and its confirmation, under the ids by which a platform would deliver them again."""
    asked = await app.table.run(event(who, name), call)
    await press(app, who, asked)
    await app.settle()


async def filed(app: App) -> None:
    """A dispute is filed, and its jury drawn and asked."""
    call = Call.to("dispute bounty", number=1, amount="50", reason="It closes.")
    await acts(app, "eve", "file", call)


async def answered(app: App) -> None:
    """Its jurors answer."""
    async with app.store.read(COMMUNITY) as look:
        seats = await disputes.jury(look, await disputes.get(look, 1), 1)
        names = [await members.name(look, seat.member) for seat in seats]
    for name in names:
        await app.table.run(event(name, f"answer-{name}"), Call.to("dispute answer", number=1, amount="20"))
    await app.settle()


async def appealed(app: App) -> None:
    """The loser appeals, and everybody votes."""
    await acts(app, "dee", "appeal", Call.to("dispute appeal", number=1))


async def decided(app: App) -> None:
    """Ballots come, the vote closes, the work is paid."""
    for place, who in enumerate(("ana", "ben", "cy", "fay")):
        await vote(app, place, who, 1, "for")
    await until(app, OPEN + timedelta(days=3))


class Disputed(Decided):
    """The state of every table of a dispute after kills at any point."""

    lines: Sequence[str] = tuple(RETURNED.splitlines())
    tables: Sequence[str] = TABLES
    phases: Mapping[str, Phase] = {
        "filed": (SOON, filed),
        "answered": (ANSWERED, answered),
        "appealed": (ANSWERED + LATER * 2, appealed),
        "decided": (OPEN, decided),
    }
