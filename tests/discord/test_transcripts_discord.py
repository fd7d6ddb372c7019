"""The conversations of the terminal, held on Discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.discord import client
from tests.discord.driver import driving
from tests.driver import held
from tests.test_transcripts import SCRIPTS, Record

# What a client of Discord does not let a person do; in the terminal it is refused, with words.
NOT_LET: dict[str, list[str]] = {"privacy": ["ben> privacy forget @nobody (there is no nobody to choose)"]}
# Buttons that a terminal remembers and a card has no longer: people type the command.
NOT_THERE = {"founding": ["cy> 1 (role accept)"]}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript_on_discord(script: Path, tmp_path: Path, record_property: Record) -> None:
    """Every line is an act of a client, and everything that is seen of it fits what the terminal shows."""
    record_property("discord", await compared(script, tmp_path))


@pytest.mark.parametrize("name", ["moderation", "payouts"])
async def test_an_answer_that_takes_long(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is announced first, and says the same in the end, to the same people."""
    monkeypatch.setattr(client, "PATIENCE", 0.0)
    await compared(next(one for one in SCRIPTS if one.stem == name), tmp_path)


async def compared(script: Path, folder: Path) -> int:
    """Hold one conversation; what could not be done in it is known. How many of its lines ran."""
    driver = await held(script, folder, driving)
    assert driver.refused == NOT_LET.get(script.stem, [])
    assert driver.gone == NOT_THERE.get(script.stem, [])
    return driver.ran
