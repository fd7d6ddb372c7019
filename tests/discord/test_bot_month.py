"""A month of a community on an unmodified discord.py in a process of its own, from the founding to the paid rewards."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import ALIVE, OFFSET
from storage import settings
from storage.store import Store
from tests.discord.kit import Program
from tests.discord.things import Message
from tests.discord.town import Town, town

ONE, TWO = "1️⃣", "2️⃣"


class Life:
    """The program, which sleeps through the days between two lives."""

    def __init__(self, here: Town) -> None:
        self.here, self.moved = here, timedelta()
        self.database = f"{here.folder}/a.db"
        config = here.folder / "config.toml"
        config.write_text("[schedule]\ntick = 1\n", encoding="utf-8")
        variables = {"BOT_DISCORD_TOKEN": here.server.token, "BOT_CONFIG": str(config)}
        words = ("bot", "run", "--database", self.database)
        self.program = Program(here.server, here.folder / "log", *words, **variables)

    async def start(self) -> None:
        await self.program.start()
        await self.here.server.connected()
        await self.here.server.read()

    async def sleep(self, days: int) -> None:
        """Let days pass at once, which is no time away."""
        assert await self.program.end() == 0
        self.moved += timedelta(days=days)
        store = await Store.open(f"sqlite:///{self.database}")
        try:
            await settings.put(store, OFFSET, str(int(self.moved.total_seconds())))
            await settings.put(store, ALIVE, (datetime.now(UTC) + self.moved).isoformat())
        finally:
            await store.close()
        await self.start()

    async def card(self, title: str, text: str = "") -> Message:
        """The newest card of this title, as soon as it says so."""
        here = self.here

        def found() -> Message | None:
            every = reversed([*here.hall.messages.values()])
            return next((one for one in every if title in one.text and text in one.text), None)

        with suppress(TimeoutError):
            await here.server.until(found, within=30)
        message = found()
        assert message is not None, (title, [one.text for one in here.hall.messages.values()][-6:])
        return message


async def asked(here: Town, name: str, path: str, **given: Any) -> str:
    """What a command answers."""
    return (await (await here[name].slash(here.hall, path, **given)).shown()).text


def left() -> int:
    """Days until the month of today is over and frozen."""
    today = datetime.now(UTC)
    following = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    return (following - today.replace(hour=0)).days + 2


async def approved(here: Town, name: str) -> None:
    """A treasurer looks at the payout and confirms."""
    preview = await (await here[name].slash(here.hall, "treasury approve", numbers="1")).shown()
    assert "Nothing has happened yet." in preview.text
    await here[name].click(preview, "Confirm")


async def test_a_month_in_a_process_of_its_own(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        life = Life(here)
        await life.start()
        try:
            await founded(here, life)
            await worked(here, life)
            await voted(here, life)
            await life.sleep(left())
            await life.card("Rewards for", "treasurers must approve")
            await life.sleep(4)
            await life.card("Rewards for", "Next:** 2 treasurers must approve")
            await life.card("Payout #1")
            for name in ("ana", "ben"):
                await approved(here, name)
            await life.card("Token rewards for")
            assert "**Amount:** 500 LEAF, paid" in await asked(here, "dee", "rewards explain")
            assert "500 LEAF" in await asked(here, "dee", "token balance")
            assert "✗" not in await asked(here, "cy", "audit verify")
        finally:
            await life.program.end()
        server = here.server
        refused = [one for one in server.refused if one.route != "GET /channels/{channel_id}"]
        assert [server.violations, server.unanswered, refused] == [[], [], []]
        assert "Traceback" not in (here.folder / "log").read_text()


async def founded(here: Town, life: Life) -> None:
    """By three treasurers, each of whom accepts."""
    who = " ".join(here[name].mention for name in ("ana", "ben", "cy"))
    given = {"preset": "small circle", "treasurers": who, "token": "LEAF", "rewards": 1000}
    assert "3 people invited" in await asked(here, "ana", "setup start", **given)
    for name in ("ana", "ben", "cy"):
        assert "treasurer" in await asked(here, name, "role accept")
    preview = await (await here["ana"].slash(here.hall, "setup finish")).shown()
    await here["ana"].click(preview, "Confirm")
    await life.card("is founded")


async def worked(here: Town, life: Life) -> None:
    """By a form, attested by a button, praised from the menu of a message, talked of in a thread."""
    form = await here["dee"].slash(here.hall, "contribution log")
    await here["dee"].submit(form, {"What": "Dug the beds\nalong the wall"})
    card = await life.card("Contribution #1 by dee")
    await here["ben"].click(card, "Attest")
    await life.card("Contribution #1 by dee", "Attested by:** ben")
    told = here["dee"].say(here.hall, "I mended the shed as well")
    await here["cy"].menu(told, "Praise")
    await asked(here, "ana", "praise", who=here["ben"].mention, why="for carrying the water")
    thread = here["ana"].thread(told, "The shed")
    here["ben"].say(thread, "It was about time")


async def voted(here: Town, life: Life) -> None:
    """By reactions of several members; the later one counts."""
    await asked(here, "ana", "poll new", question="Which day? Monday; Friday")
    card = await life.card("Poll #1")
    await here.server.until(lambda: list(card.reactions) == [ONE, TWO], within=10)
    for name in ("ben", "cy", "dee"):
        here[name].react(card, ONE)
    await life.card("Poll #1", "Monday · 3")
    here["dee"].react(card, TWO)
    await life.card("Poll #1", "Monday · 2  2️⃣ Friday · 1")
    await here.server.until(lambda: here["dee"].id not in card.reactions[ONE], within=10)
