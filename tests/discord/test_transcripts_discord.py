"""The conversations of the terminal, held on Discord."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chat import turns
from tests.discord.driver import driving
from tests.test_transcripts import JUDGE, SCRIPTS, judged


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript_on_discord(script: Path, tmp_path: Path) -> None:
    """Every line is an act of a client, and everything that is seen of it fits what the terminal shows."""
    text = script.read_text(encoding="utf-8")
    named, wanted = JUDGE.match(text), list(turns(text))
    ran = 0
    async with judged(named and named[1]) as deps, driving(tmp_path, deps) as driver:
        for who, said, expected in wanted:
            await driver.play(who, said, expected)
            ran += 1
    assert ran == len(wanted) > 0
    print(f"\n{script.stem}: {ran} of {len(wanted)} lines")
    for what, found in (("the client refuses", driver.refused), ("no answer but the card", driver.silent)):
        for one in found:
            print(f"  {what}: {one}")
