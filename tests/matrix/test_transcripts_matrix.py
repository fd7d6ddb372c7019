"""The conversations of the terminal, held on Matrix."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.chat import turns
from tests.driver import held
from tests.matrix.driver import driving_on
from tests.matrix.synapse import Synapse
from tests.test_transcripts import SCRIPTS, Record

TOPIC = re.compile(r"^  #(\w+) \[", re.MULTILINE)  # the rooms that a conversation shows
# What a person cannot do on Matrix; in the terminal it is refused, with words.
NOT_LET: dict[str, list[str]] = {}
# Buttons that a terminal remembers and a card has no longer: people type the command.
NOT_THERE = {"founding": ["cy> 1 (role accept)"]}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript_on_matrix(
    script: Path, tmp_path: Path, synapse: Synapse, record_property: Record
) -> None:
    """Every line is an act of a client, and everything that is seen of it fits what the terminal shows."""
    text = script.read_text(encoding="utf-8")
    who = next(who for who, _, _ in turns(text))
    driver = await held(script, tmp_path, driving_on(synapse, who, TOPIC.findall(text)))
    assert driver.refused == NOT_LET.get(script.stem, [])
    assert driver.gone == NOT_THERE.get(script.stem, [])
    record_property("matrix", driver.ran)
