"""What stands far above what is recorded waits for a treasurer's explicit yes (REWARDS 1.4, bound c)."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot import verify
from rules import months
from storage import ledger, payouts
from storage.payouts import ASKED, EDGE, PAID, STRUCK
from tests.chat import Chat
from tests.cogs.garden import ask, looking
from tests.cogs.judges import Recorded
from tests.cogs.months import NOVEMBER, bundle_of, run_of, worked

ROOT = Path(__file__).parents[2]
MORE = """fay> contribution log Tidied the shed
ben> praise @ana @cy for the seeds
ben> praise @ana for the tea
ana> praise @cy for the minutes
"""
APPROVE = """ana> treasury approve 1
ana> 1
cy> treasury approve 1
cy> 1
"""


def lifted(member: int) -> int:
    """Nearly everything to fay, of whom nothing is known."""
    return 9_000 if member == 6 else 100


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with worked(tmp_path, Recorded(lifted)) as chat:
        await chat.play(MORE)
        await chat.play("ana> wait 30d\nana> wait 1d")
        yield chat


async def lines(chat: Chat) -> dict[tuple[int, str], tuple[str, int]]:
    async with looking(chat) as look:
        run = await run_of(chat)
        return {
            (one.member, one.part): (one.state, one.amount)
            for one in await payouts.lines(look, run.payout or 0)
        }


async def test_the_part_above_what_is_known_stands_by_itself(chat: Chat) -> None:
    found = await lines(chat)
    asked = {member for (member, part), (state, _) in found.items() if part == EDGE and state == ASKED}
    assert len(asked) == 1
    shown = await ask(chat, "ana", "rewards show")
    assert "Needs a yes: fay" in shown
    assert "fay stands far above what is recorded of them" in shown


async def test_a_yes_lets_it_be_paid_like_the_others(chat: Chat) -> None:
    assert "your own line" not in await ask(chat, "ana", "rewards yes @fay")
    assert "Yes to" in await ask(chat, "ana", "1")
    assert "Nothing of fay" in await ask(chat, "cy", "rewards yes @fay")
    await chat.play(APPROVE)
    await chat.play("ben> treasury approve 1\nben> 1")
    found = await lines(chat)
    assert {state for state, _ in found.values()} == {PAID}
    assert (await run_of(chat)).state == months.PAID
    assert verify.judged(await bundle_of(chat)) == ""


async def test_a_yes_after_the_others_were_paid_pays_it_at_once(chat: Chat) -> None:
    await chat.play(APPROVE)
    await chat.play("ben> treasury approve 1\nben> 1")
    assert (await run_of(chat)).state == months.APPROVED
    await chat.play("cy> rewards yes @fay\ncy> 1")
    assert (await run_of(chat)).state == months.PAID
    assert verify.judged(await bundle_of(chat)) == ""
    async with looking(chat) as look:
        assert await ledger.verify(look) is None
        assert not await ledger.balances(look, f"reserved:{NOVEMBER}")


async def test_without_a_yes_it_goes_back_after_a_week(chat: Chat) -> None:
    await chat.play(APPROVE)
    await chat.play("ben> treasury approve 1\nben> 1")
    shown = await ask(chat, "ana", "wait 8d")
    assert "Nobody said yes" in shown
    assert [state for (_, part), (state, _) in (await lines(chat)).items() if part == EDGE] == [STRUCK]
    assert (await run_of(chat)).state == months.PAID
    assert verify.judged(await bundle_of(chat)) == ""


async def test_a_line_that_is_stopped_takes_no_yes_and_striking_it_strikes_the_part_too(chat: Chat) -> None:
    await chat.play("ben> rewards hold @fay Nobody saw this work.")
    assert "is stopped" in await ask(chat, "ana", "rewards yes @fay")
    await chat.play("ana> rewards settle @fay strike\nana> 1\ncy> rewards settle @fay strike\ncy> 1")
    states = {part: state for (member, part), (state, _) in (await lines(chat)).items() if member == 6}
    assert set(states.values()) == {STRUCK}
    assert "Nothing of fay" in await ask(chat, "ana", "rewards yes @fay")


def verified(folder: Path) -> tuple[int, str]:
    """What the command line says of a file, where there is nothing else."""
    command = [sys.executable, "-m", "bot", "verify", "rewards.json"]
    path = os.environ | {"PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, cwd=folder, env=path, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


async def test_the_bundle_is_verified_elsewhere_with_nothing_but_the_file(chat: Chat, tmp_path: Path) -> None:
    await chat.play(APPROVE)
    await chat.play("ben> treasury approve 1\nben> 1")
    there = tmp_path / "elsewhere"
    there.mkdir()
    (there / "rewards.json").write_text(await bundle_of(chat), encoding="utf-8")
    code, shown = await asyncio.to_thread(verified, there)
    assert code == 0
    assert "by judge-1 0, recomputed from 5 answers" in shown
    assert [one.name for one in there.iterdir()] == ["rewards.json"]


async def test_a_raw_answer_that_was_edited_is_named(chat: Chat) -> None:
    async with chat.app.store.write() as connection:
        await connection.exec_driver_sql("DROP TRIGGER answer_UPDATE")
        await connection.exec_driver_sql(
            "UPDATE answer SET raw = replace(raw, '9000', '9001') WHERE sample = 2 AND batch = 0"
        )
    assert "Answer score 2.0.0 of November 2026 is not what was booked" in await ask(
        chat, "ana", "audit verify"
    )


async def test_a_digest_that_was_edited_is_named(chat: Chat) -> None:
    async with chat.app.store.write() as connection:
        await connection.exec_driver_sql("DROP TRIGGER digest_UPDATE")
        await connection.exec_driver_sql("UPDATE digest SET digest = replace(digest, 'praise', 'prais3')")
    assert "The digest of November 2026 is not what was booked" in await ask(chat, "ana", "audit verify")
