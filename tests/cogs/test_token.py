"""The chart of holders: when there is one, what it is drawn from, and that drawing stops nobody."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.card import Card
from bot.deps import Deps
from cogs import captable, charts
from cogs.charts import Ownership
from rules.ledger import Posting
from storage import assets, communities, ledger, members
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, FOUNDING, ask, looking
from tests.cogs.test_charts import size
from tests.cogs.test_link import link

UNIT = 10**6


@asynccontextmanager
async def open_chat(tmp_path: Path, *, drawn: bool = True) -> AsyncIterator[Chat]:
    """The garden, whose members are ana, ben, cy and dee."""
    async with Chat.open(f"sqlite:///{tmp_path}/garden.db", deps=Deps(charts=drawn)) as chat:
        await chat.play(FOUNDING)
        await ask(chat, "dee", "contribution log Weeded the path")
        yield chat


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with open_chat(tmp_path) as chat:
        yield chat


async def holders(chat: Chat) -> Card:
    """The card with its files."""
    chat.terminal.speaker = "ana"
    return await chat.app.table.say(chat.terminal.event(), "token holders")


async def owned(chat: Chat) -> Ownership:
    async with looking(chat) as look:
        return await captable.ownership(look, await assets.governance(look))


async def book(chat: Chat, source: str, target: str, amount: int) -> None:
    """Move whole tokens between accounts, or members by name."""

    async def work(change: Change) -> None:
        known = {one.name: f"member:{one.id}" for one in await members.everybody(change)}
        ends = [known.get(source, source), known.get(target, target)]
        lines = [Posting(ends[0], "LEAF", -amount * UNIT), Posting(ends[1], "LEAF", amount * UNIT)]
        await ledger.post(change, f"test/{change.number}", "test", lines, by=0, why="test")

    await chat.app.store.act(COMMUNITY, work)


async def test_in_its_first_month_there_are_bars(chat: Chat) -> None:
    card = await holders(chat)
    (file,) = card.files
    assert (file.name, file.blob) == ("holders.png", "")
    assert file.alt == "Holders: shares of all LEAF. Now ana 20.0 %, ben 20.0 %, set aside 60.0 %."
    assert size(file.data)[0] == 1080
    assert card.table is not None
    assert (await holders(chat)).files == card.files


async def test_the_settings_may_switch_pictures_off(tmp_path: Path) -> None:
    async with open_chat(tmp_path, drawn=False) as chat:
        card = await holders(chat)
    assert card.table
    assert not card.files


async def test_one_holder_without_a_past_needs_no_chart(chat: Chat) -> None:
    await book(chat, "ben", "ana", 1000)
    assert not (await holders(chat)).files
    await ask(chat, "ana", "wait 30d")
    (file,) = (await holders(chat)).files
    assert file.alt == "Holders: shares of all LEAF from Nov 2026 to now. Now ana 40.0 %, set aside 60.0 %."


async def test_months_follow_each_other_until_now(chat: Chat) -> None:
    await book(chat, "ana", "dee", 100)
    await ask(chat, "ana", "wait 40d")
    await book(chat, "ana", "dee", 400)
    await book(chat, "issuance", "treasury", 3000)
    of = await owned(chat)
    assert of.labels == ("Nov 2026", "now")
    assert of.moments == (datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC), chat.app.store.clock())
    held = {one.name: tuple(n // UNIT for n in one.amounts) for one in of.holders}
    assert held == {
        "ana": (900, 500),
        "ben": (1000, 1000),
        "dee": (100, 500),
        "the treasury": (0, 3000),
        "set aside": (3000, 3000),
    }
    assert [n // UNIT for n in of.whole] == [5000, 8000]
    (file,) = (await holders(chat)).files
    assert file.alt == (
        "Holders: shares of all LEAF from Nov 2026 to now. Now ben 12.5 %, ana 6.2 %, dee 6.2 %, "
        "the treasury 37.5 %, set aside 37.5 %. "
        "dee gained most: 4.2 points."
    )


async def test_a_month_is_that_of_the_community(chat: Chat) -> None:
    async def far_east(change: Change) -> None:
        await communities.alter(change, zone="Asia/Tokyo")

    await chat.app.store.act(COMMUNITY, far_east)
    await ask(chat, "ana", "wait 40d")
    assert (await owned(chat)).moments[0] == datetime(2026, 11, 30, 14, 59, 59, tzinfo=UTC)


async def test_two_who_became_one_have_always_been_one(chat: Chat) -> None:
    await book(chat, "ben", "dee", 300)
    await ask(chat, "ana", "wait 40d")
    assert "one member now" in await link(chat, "ben", "dee")
    of = await owned(chat)
    held = {one.name: tuple(n // UNIT for n in one.amounts) for one in of.holders}
    assert held == {
        "ana": (1000, 1000),
        "ben": (1000, 1000),
        "the treasury": (0, 0),
        "set aside": (3000, 3000),
    }


async def test_what_the_treasury_holds_is_shown(chat: Chat) -> None:
    await book(chat, "ana", "treasury", 500)
    (file,) = (await holders(chat)).files
    assert file.alt.endswith("Now ben 20.0 %, ana 10.0 %, the treasury 10.0 %, set aside 60.0 %.")


async def test_the_chart_is_drawn_while_others_are_served(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: Any, **__: Any) -> bytes:
        begun.set()
        assert go_on.wait(30)
        return b"drawn"

    monkeypatch.setattr(charts, "holders", slow)
    drawing = asyncio.create_task(holders(chat))
    assert await asyncio.to_thread(begun.wait, 30)
    assert "You hold" in await ask(chat, "ben", "token balance")
    go_on.set()
    assert (await drawing).files[0].data == b"drawn"


@pytest.mark.parametrize("number", [1, 2, 23, 24, 25, 60, 240])
def test_a_long_past_is_thinned_evenly(number: int) -> None:
    past = [(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=30 * n), str(n)) for n in range(number)]
    found = captable.thinned(past)
    assert len(found) == min(number, 24)
    assert (found[0], found[-1]) == (past[0], past[-1])
    steps = [int(two[1]) - int(one[1]) for one, two in pairwise(found)]
    assert max(steps, default=1) - min(steps, default=1) <= 1
