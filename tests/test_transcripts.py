"""Conversations written as they look in chat, played back line by line."""

import os
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.deps import Deps
from prompts.client import Endpoint
from prompts.judge import Model
from tests.chat import Chat, fits, turns
from tests.model import judge, people
from tests.model.server import Server

FOLDER = Path(__file__).with_name("transcripts")
DRAWN = re.compile(  # differs in every run, as salts and seeds are drawn
    r"\b[0-9a-f]{12}\b.*|(?<=apart \(F\): ).*|(?<=Place in the request: ).*|(?<=by asking: )[1-9].*|(?<=about )[0-9.]+ million.*"
)
JUDGE = re.compile(r"# judge: (\w+)\n")
Record = Callable[[str, object], None]  # what a test tells the report of all tests
SCRIPTS = sorted(FOLDER.rglob("*.txt"))


@asynccontextmanager
async def judged(name: str | None) -> AsyncIterator[Deps]:
    """What a transcript is played with: where its first line names a judge, that model on loopback."""
    if name is None:
        yield Deps(charts=False)
        return
    async with Server("ok", content=getattr(people if hasattr(people, name) else judge, name)) as server:
        endpoint = Endpoint(server.url, "judge-1", price_in=100, price_out=400)
        yield Deps(scorer=Model(endpoint, "no-secret-at-all"), charts=False)


def test_there_are_transcripts() -> None:
    assert SCRIPTS


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
async def test_transcript(script: Path, tmp_path: Path, record_property: Record) -> None:
    """Set TRANSCRIPTS=write to write down what is shown now; read the difference before you keep it."""
    written: list[str] = []
    named = JUDGE.match(script.read_text())
    async with (
        judged(named and named[1]) as deps,
        Chat.open(f"sqlite:///{tmp_path}/chat.db", deps=deps) as chat,
    ):
        for who, text, expected in turns(script.read_text()):
            shown = await chat.say(who, text)
            written += [f"{who}> {text}", *(f"  {line}".rstrip() for line in shown)]
            if not os.environ.get("TRANSCRIPTS"):
                assert fits(expected, [line.rstrip() for line in shown]), "\n".join(
                    [f"{who}> {text}", *shown]
                )
    record_property("terminal", sum("> " in line and line[0] != " " for line in written))
    if os.environ.get("TRANSCRIPTS") == "write":
        script.write_text(rewritten(script.read_text(), written))


def rewritten(old: str, new: list[str]) -> str:
    """The new lines under the remarks that stood at the top."""
    head = old.split("\n\n", 1)[0] if "\n\n" in old and "> " not in old.split("\n\n", 1)[0] else ""
    return (f"{head}\n\n" if head else "") + "\n".join(DRAWN.sub("…", line) for line in new) + "\n"
