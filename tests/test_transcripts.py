"""Conversations written as they look in chat, played back line by line."""

import os
import re
from pathlib import Path

import pytest

from tests.chat import Chat, fits, turns

FOLDER = Path(__file__).with_name("transcripts")
HASH = re.compile(r"\b[0-9a-f]{12}\b.*")  # differs in every run, as salts and seeds are drawn
SCRIPTS = sorted(FOLDER.rglob("*.txt"))


def test_there_are_transcripts() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript(script: Path, tmp_path: Path) -> None:
    """Set TRANSCRIPTS=write to write down what is shown now; read the difference before you keep it."""
    written: list[str] = []
    async with Chat.open(f"sqlite:///{tmp_path}/chat.db") as chat:
        for who, text, expected in turns(script.read_text()):
            shown = await chat.say(who, text)
            written += [f"{who}> {text}", *(f"  {line}".rstrip() for line in shown)]
            if not os.environ.get("TRANSCRIPTS"):
                assert fits(expected, [line.rstrip() for line in shown]), "\n".join(
                    [f"{who}> {text}", *shown]
                )
    if os.environ.get("TRANSCRIPTS") == "write":
        script.write_text(rewritten(script.read_text(), written))


def rewritten(old: str, new: list[str]) -> str:
    """The new lines under the remarks that stood at the top."""
    head = old.split("\n\n", 1)[0] if "\n\n" in old and "> " not in old.split("\n\n", 1)[0] else ""
    return (f"{head}\n\n" if head else "") + "\n".join(HASH.sub("…", line) for line in new) + "\n"
