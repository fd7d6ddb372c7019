"""The conversations of the terminal, held on Discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.discord import client
from tests.chat import turns
from tests.discord.driver import driving
from tests.test_transcripts import JUDGE, SCRIPTS, judged

# What a client of Discord does not let a person do; in the terminal it is refused, with words.
NOT_LET: dict[str, list[str]] = {"privacy": ["ben> privacy forget @nobody (there is no nobody to choose)"]}
# Buttons that a terminal remembers and a card has no longer: people type the command.
NOT_THERE = {"founding": ["cy> 1 (role accept)"]}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript_on_discord(script: Path, tmp_path: Path) -> None:
    """Every line is an act of a client, and everything that is seen of it fits what the terminal shows."""
    await held(script, tmp_path)


@pytest.mark.parametrize("name", ["moderation", "payouts"])
async def test_an_answer_that_takes_long(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is announced first, and says the same in the end, to the same people."""
    monkeypatch.setattr(client, "PATIENCE", 0.0)
    await held(next(one for one in SCRIPTS if one.stem == name), tmp_path)


async def held(script: Path, folder: Path) -> None:
    """Hold one conversation."""
    text = script.read_text(encoding="utf-8")
    named, wanted = JUDGE.match(text), list(turns(text))
    ran = 0
    async with judged(named and named[1]) as deps, driving(folder, deps) as driver:
        for who, said, expected in wanted:
            await driver.play(who, said, expected)
            ran += 1
    assert ran == len(wanted) > 0
    assert driver.refused == NOT_LET.get(script.stem, [])
    assert driver.gone == NOT_THERE.get(script.stem, [])
    print("", f"{script.stem}: {ran} of {len(wanted)} lines", *driver.silent, sep="\n  ")
