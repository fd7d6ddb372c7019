"""A month in the garden that tests begin with: dee and eve worked, everybody said so."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.deps import Deps
from prompts.scorer import Scorer
from storage import blobs, runs
from storage.runs import Run
from storage.store import Change, Store
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, FOUNDING, looking, played

NOVEMBER, DECEMBER = "2026-11", "2026-12"
WORK = """dee> contribution log Dug the new beds along the wall
eve> contribution log Mended the gate
ben> praise @dee @eve for a garden one can walk into
ana> praise @dee for the beds, straight as a ruler
cy> contribution attest 2
"""
APPROVE = """ana> treasury approve 1
ana> 1
cy> treasury approve 1
cy> 1
"""


@asynccontextmanager
async def founded(tmp_path: Path, scorer: Scorer | None = None) -> AsyncIterator[Chat]:
    """The garden, with this scorer."""
    deps = Deps(scorer=scorer, charts=False) if scorer else None
    async with played(tmp_path, FOUNDING, deps) as chat:
        yield chat


@asynccontextmanager
async def worked(tmp_path: Path, scorer: Scorer | None = None) -> AsyncIterator[Chat]:
    """The garden after two weeks of work."""
    deps = Deps(scorer=scorer, charts=False) if scorer else None
    async with played(tmp_path, FOUNDING + WORK, deps) as chat:
        yield chat


@asynccontextmanager
async def proposed(tmp_path: Path, scorer: Scorer | None = None) -> AsyncIterator[Chat]:
    """The garden with November's rewards proposed, and the window open."""
    async with worked(tmp_path, scorer) as chat:
        await chat.play("ana> wait 30d")
        yield chat


@asynccontextmanager
async def paid(tmp_path: Path, scorer: Scorer | None = None) -> AsyncIterator[Chat]:
    """The garden with November's rewards paid."""
    async with proposed(tmp_path, scorer) as chat:
        await chat.play("ana> wait 1d")
        await chat.play(APPROVE)
        yield chat


async def run_of(chat: Chat, month: str = NOVEMBER) -> Run:
    async with looking(chat) as look:
        return await runs.get(look, month)


async def bundle_of(chat: Chat, month: str = NOVEMBER) -> str:
    """The bundle as it was published."""
    async with looking(chat) as look:
        data = await blobs.get(look, (await runs.get(look, month)).bundle)
    assert data is not None
    return data.decode()


async def act(chat: Chat, work: Any) -> Any:
    """One change of the garden, and whatever follows from it."""
    store: Store = chat.app.store
    done = await store.act(COMMUNITY, work)
    await chat.app.settle()
    return done


async def set_alarm(chat: Chat, kind: str, subject: str) -> None:
    """Let an alarm ring now."""

    async def ring(change: Change) -> None:
        await change.alarm(kind, subject, change.now)

    await act(chat, ring)
