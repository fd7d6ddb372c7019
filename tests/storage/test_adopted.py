"""Adopted prompts on both databases: which one a month has, how one is found, and what is erased."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from rules.charter import mark
from rules.errors import Refusal
from storage import adopted, blobs, ledger, proposals
from storage.store import Change, Store
from tests.storage.conftest import Hand
from tests.storage.test_joining import ANA, BEN, act, people

FIRST, SECOND, THIRD = "What helps.", "What lasts.", "What delights."


def payload(text: str, curve: str = "") -> dict[str, Any]:
    return {"prompt": mark(text), "settings": {}, "curve": curve}


async def begun(change: Change) -> None:
    first = await blobs.put(change, FIRST.encode())
    await ledger.post(change, "genesis", "genesis", by=0, why="setup", data={"prompt": first})
    await people(change)


async def proposed(change: Change, text: str, by: int = ANA) -> int:
    asked = payload(text)
    return (await proposals.add(change, "prompt", by, "Another", text, asked, "constitutional")).id


async def kept_and_adopted(change: Change, text: str, number: int) -> None:
    await blobs.put(change, text.encode())
    await adopted.adopt(change, payload(text), number)


@pytest.fixture
async def town(dao: Store) -> Store:
    await act(dao, begun)
    return dao


async def test_a_month_has_the_last_prompt_decided_on_before_it_began(town: Store, clock: Hand) -> None:
    start, moments = clock.now, []
    for number, text in enumerate((SECOND, THIRD), 1):
        clock.move(days=10)
        moments.append(clock.now)
        await act(town, partial(kept_and_adopted, text=text, number=number))
    second = timedelta(seconds=1)
    async with town.read("dao") as look:
        found = [
            await adopted.at(look, when)
            for when in (start - second, moments[0], moments[0] + second, moments[1], moments[1] + second)
        ]
        assert [one and one.number for one in found] == [1, 1, 2, 2, 3]
        assert [one.before for one in await adopted.versions(look)] == ["", mark(FIRST), mark(SECOND)]
        assert (await adopted.find(look, "2")).hash == mark(SECOND)
        assert (await adopted.find(look, mark(THIRD)[:5].upper())).number == 3
        for wrong in ("4", "0", "", mark(THIRD)[:3] + "x", "zzzz"):
            with pytest.raises(Refusal, match="There is no version"):
                await adopted.find(look, wrong)
        assert await adopted.verify(look) == ""


async def test_only_what_nobody_proposes_or_adopted_is_erased(town: Store) -> None:
    for text, by in ((SECOND, ANA), (SECOND, BEN), (THIRD, ANA), ("Mine alone.", ANA)):
        await act(town, partial(proposed, text=text, by=by))
    await act(town, lambda change: adopted.adopt(change, payload(THIRD), 3))
    await act(town, lambda change: proposals.erase_texts(change, ANA))
    async with town.read("dao") as look:
        kept = [await blobs.get(look, mark(text)) for text in (FIRST, SECOND, THIRD, "Mine alone.")]
        assert [one is not None for one in kept] == [True, True, True, False]
        assert await adopted.verify(look) == ""


async def test_before_a_community_there_is_no_prompt(dao: Store) -> None:
    async with dao.read("dao") as look:
        assert await adopted.versions(look) == []
        assert await adopted.at(look, look.now) is None
        with pytest.raises(Refusal, match="There is no prompt yet"):
            await adopted.now(look)
