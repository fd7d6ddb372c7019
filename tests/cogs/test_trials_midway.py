"""Trials that are being asked while the proposal, its author, the prompt in force or the process changes."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from cogs import debating
from rules import tried
from rules.charter import mark
from storage import adopted, blobs, ledger, privacy, proposals, trials
from storage.store import Change
from tests.cogs.garden import ask, looking
from tests.cogs.test_privacy import everything
from tests.cogs.test_prompts import OTHER
from tests.cogs.test_proposals import SECOND, get, reach
from tests.cogs.trialled import (
    ON_ITS_WAY,
    again,
    change,
    halfway,
    model,
    shrink,
    towns,
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    shrink(monkeypatch)


async def test_what_is_taken_back_is_not_asked_any_longer(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with halfway(town) as asking:

            async def cancel(inner: Change) -> None:
                await debating.cancel(inner, await proposals.get(inner, 1), "ana took it back.")

            await change(town, cancel)
            before = len(town.server.log)
            town.server.door.set()
            shown = "\n".join(await asking)
        assert len(town.server.log) - before <= ON_ITS_WAY
        assert "of proposal #1: passed" not in shown
        assert await town.states() == ["stopped"]
        assert (await get(town.chat)).state == "cancelled"
        assert "was stopped" in await ask(town.chat, "eve", "prompt trial 1")
        async with looking(town.chat) as look:
            assert await ledger.decisions(look, trials.KIND) == []
            assert await trials.records(look, 1) == []
        assert (await town.trial()).tokens_in > 0
        await town.sound()


async def test_an_edit_ends_the_trial_of_what_it_said_and_begins_another(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with halfway(town) as asking:

            async def edit(inner: Change) -> None:
                payload = {"prompt": await blobs.put(inner, OTHER.encode()), "settings": {}, "curve": ""}
                one = await proposals.put(inner, 1, text=OTHER, payload=payload, fingerprint="other")
                await debating.anew(inner, one)

            await change(town, edit)
            town.server.door.set()
            await asking
        await ask(town.chat, "eve", "wait 30m")
        assert await town.states() == ["stopped", "passed"]
        assert (await town.trial(2)).prompt == mark(OTHER)
        await reach(town.chat, 1, SECOND)
        assert (await get(town.chat)).terms["trial"] == (await town.trial(2)).report
        async with looking(town.chat) as look:
            assert len(await ledger.decisions(look, trials.KIND)) == 1
        await town.sound()


async def test_an_author_who_leaves_takes_the_prompt_along(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with halfway(town) as asking:
            author = (await get(town.chat)).by
            await change(town, lambda inner: privacy.forget(inner, author, 0))
            town.server.door.set()
            await asking
        await ask(town.chat, "eve", "wait 1d")
        assert await town.states() == ["stopped"]
        assert [line for line in (await everything(town.chat)).splitlines() if "zebra" in line] == []
        await town.sound()


async def test_a_prompt_adopted_meanwhile_leaves_the_report_as_it_was_measured(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with halfway(town) as asking:

            async def adopt(inner: Change) -> None:
                kept = await blobs.put(inner, OTHER.encode())
                await adopted.adopt(inner, {"prompt": kept, "settings": {}, "curve": ""}, 9)

            await change(town, adopt)
            town.server.door.set()
            await asking
        found = await town.report()
        assert (found["active"] == mark(OTHER), found["verdict"]) == (False, "passed")
        assert tried.check(found) == ""
        await town.sound()


async def test_two_processes_ask_nothing_twice(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with (
            halfway(town) as asking,
            model(town.server) as deps,
            again(tmp_path, town.chat, deps) as other,
        ):
            await other.app.tick()
            waiting = len(town.server.log)
            await other.app._move(timedelta(minutes=1))
            await other.app.tick()
            assert len(town.server.log) == waiting  # the first holds the lease
            town.server.door.set()
            await asking
            await other.app.tick()
        assert max(town.asked.values()) == 1
        assert await town.states() == ["passed"]
        assert (await town.report())["used"]["answers"] == len(town.server.log)
        await town.sound()


async def test_a_process_that_was_given_up_comes_too_late(tmp_path: Path) -> None:
    async with towns(tmp_path) as town:
        async with (
            halfway(town) as asking,
            model(town.server) as deps,
            again(tmp_path, town.chat, deps) as other,
        ):
            await other.app._move(timedelta(minutes=11))
            taking = asyncio.create_task(other.app.tick())
            await town.server.until(8)
            town.server.door.set()
            await taking
            await asking
        assert sum(number > 1 for number in town.asked.values()) <= ON_ITS_WAY
        assert await town.states() == ["passed"]
        async with looking(town.chat) as look:
            assert len(await ledger.decisions(look, trials.KIND)) == 1
        await town.sound()
