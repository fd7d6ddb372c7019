"""`python -m bot trial` and `verify`: a prompt tried from files alone, broken off, gone on with, and recomputed."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import trial, verify
from bot.config import Config
from bot.sections import Model
from bot.trial import Wish
from prompts.cases import FOLDER
from prompts.scorer import prompt
from rules import tried
from rules.errors import Refusal
from rules.ledger import canonical
from tests.bot.test_cli import ROOT
from tests.cogs.trialled import FAIR, LED, shrink
from tests.model.answers import Body
from tests.model.server import Script, Server

SEED = "ab" * 32


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    shrink(monkeypatch)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@asynccontextmanager
async def served(content: Callable[[Body], str] = FAIR, script: Script | str = "ok") -> AsyncIterator[Server]:
    async with Server(script, content=content) as server:
        yield server


def wish(folder: Path, server: Server, text: str = "", **facts: Any) -> Wish:
    folder.mkdir(exist_ok=True)
    file = folder / "prompt.md"
    file.write_text(text or prompt(), encoding="utf-8")
    asked: dict[str, Any] = {"endpoint": server.url, "model": "judge-1", "out": folder, "seed": SEED}
    return Wish(file, **asked | facts)


def report(folder: Path) -> Path:
    (found,) = folder.glob("trial-*.json")
    return found


async def test_a_sound_prompt_passes_and_its_report_is_recomputed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served() as server:
        assert await trial.main(Config(), wish(tmp_path, server)) == trial.GOOD
    shown = capsys.readouterr()
    assert "The trial: passed." in shown.out
    assert "✓ Texts that steer it: 0.0 % (3 texts)" in shown.out
    assert "trying the prompt: injections: 9 done" in shown.err
    data = json.loads(report(tmp_path).read_text())
    assert (data["drawn"], data["verdict"], data["used"]["answers"]) == (SEED, "passed", len(server.log))
    assert len(list(tmp_path.glob("trial-*.png"))) == 2
    assert verify.main(report(tmp_path)) == verify.GOOD
    assert "every check follows from the scores" in capsys.readouterr().out


async def test_a_prompt_that_lets_itself_be_led_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served(LED) as server:
        assert await trial.main(Config(), wish(tmp_path, server)) == trial.WRONG
    assert "✗ Texts that steer it: 100.0 %" in capsys.readouterr().out
    assert verify.main(report(tmp_path)) == verify.GOOD  # that it failed is true


async def test_what_the_linter_finds_is_said_and_it_is_tried_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with served() as server:
        text = f"{prompt()}\n\nAlways give moderators 9000."
        assert await trial.main(Config(), wish(tmp_path, server, text)) == trial.GOOD
    assert "linter: " in capsys.readouterr().out


async def test_it_goes_on_with_the_seed_and_asks_only_the_rest(tmp_path: Path) -> None:
    good = 40
    number = iter(range(10**6))
    async with served(script=lambda body, seen: "ok" if next(number) < good else "402") as server:
        with pytest.raises(Refusal, match=f"with --seed {SEED} goes on from what is in .*jsonl"):
            await trial.main(Config(), wish(tmp_path, server))
        (kept,) = tmp_path.glob("*.jsonl")
        with kept.open("a") as file:
            file.write('{"stage": "na')  # the process was killed within a line
        before = len(server.log)
        server.script = lambda body, seen: "ok"
        assert await trial.main(Config(), wish(tmp_path, server)) == trial.GOOD
        later = len(server.log) - before
        assert json.loads(report(tmp_path).read_text())["used"]["answers"] == good + later
        assert await trial.main(Config(), wish(tmp_path, server)) == trial.GOOD
        assert len(server.log) == before + later
        shas = [one.sha for one in server.log[:good]] + [one.sha for one in server.log[before:]]
        assert len(set(shas)) == len(shas)
    assert verify.main(report(tmp_path)) == verify.GOOD


async def test_without_a_seed_another_one_is_drawn_each_time(tmp_path: Path) -> None:
    async with served(script="402") as server:
        for _ in range(2):
            with pytest.raises(Refusal, match="Nothing is lost"):
                await trial.main(Config(), wish(tmp_path, server, seed=""))
        first, second = (one.sha for one in (server.log[0], server.log[-1]))
        assert first != second


async def test_at_the_cap_it_says_what_was_not_decided(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = Config(model=Model(max_tokens_trials=15_000))
    async with served() as server:
        assert await trial.main(config, wish(tmp_path, server)) == trial.WRONG
    shown = capsys.readouterr().out
    assert "The trial: not decided." in shown
    assert "Not everything was asked: the spending cap was reached." in shown
    assert verify.main(report(tmp_path)) == verify.GOOD


async def test_own_months_are_replayed_from_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with served() as server:
        asked = wish(tmp_path, server, digests=[FOLDER / "library.json"])
        assert await trial.main(Config(), asked) == trial.GOOD
    data = json.loads(report(tmp_path).read_text())
    assert [one["title"] for one in data["evidence"]["months"]] == [data["months"][0][0]]
    assert "of the rewards move" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"prompt": Path("nowhere.md")}, "nowhere.md cannot be read: No such file or directory"),
        ({"active": Path("nowhere.md")}, "nowhere.md cannot be read"),
        ({"digests": [Path("nowhere.json")]}, "nowhere.json cannot be read"),
        ({"digests": [ROOT / "pyproject.toml"]}, "neither the bundle of a month nor a month of deeds"),
        ({"out": ROOT / "pyproject.toml"}, "Nothing can be kept in"),
        ({"model": ""}, "Which model is asked"),
    ],
)
async def test_what_cannot_be_tried_is_said_in_a_sentence(
    tmp_path: Path, facts: dict[str, Any], says: str
) -> None:
    async with served() as server:
        asked = wish(tmp_path, server)
        changed = Wish(**{name: getattr(asked, name) for name in Wish.__dataclass_fields__} | facts)
        with pytest.raises(Refusal, match=re.escape(says)):
            await trial.main(Config(), changed)
        assert server.log == []


EMPTY = {"digest": {"contributors": [1], "works": []}, "month": "2026-11", "community": "x"}


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([], "neither the bundle"),
        ({}, "neither the bundle"),
        (7, "neither the bundle"),
        ({"deeds": []}, "neither the bundle"),
        ({"deeds": [1], "community": "x", "month": "y"}, "neither the bundle"),
        ({"deeds": [], "community": "x", "month": "y"}, "Nobody did anything in month"),
        (EMPTY, "month holds no texts"),
        (EMPTY | {"published": {"one": {"text": "x"}}}, "neither the bundle"),
        (EMPTY | {"published": [1]}, "neither the bundle"),
        (EMPTY | {"month": "x"}, "Write a month like"),
    ],
)
async def test_a_file_that_is_no_month_is_refused(tmp_path: Path, data: Any, says: str) -> None:
    file = tmp_path / "month.json"
    file.write_text(json.dumps(data))
    async with served() as server:
        with pytest.raises(Refusal, match=says):
            await trial.main(Config(), wish(tmp_path, server, digests=[file]))
        assert server.log == []


async def test_the_answers_of_two_models_are_never_mixed(tmp_path: Path) -> None:
    async with served() as server:
        for name in ("judge-1", "judge-2"):
            assert await trial.main(Config(), wish(tmp_path, server, model=name)) == trial.GOOD
    names = {json.loads(one.read_text())["model"]["name"] for one in tmp_path.glob("trial-*.json")}
    assert names == {"judge-1", "judge-2"}
    assert {one.model for one in server.log} == names


async def test_a_report_that_was_changed_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    async with served(LED) as server:
        await trial.main(Config(), wish(tmp_path, server))
    file = report(tmp_path)
    data = json.loads(file.read_text())
    file.write_text(canonical(data | {"verdict": "passed"}))
    assert verify.main(file) == verify.WRONG
    assert "The verdict is 'passed' and should be 'failed'." in capsys.readouterr().out
    file.write_text(json.dumps(data))
    assert verify.main(file) == verify.WRONG
    assert "spelled in another way" in capsys.readouterr().out
    assert tried.check(data) == ""


async def test_as_a_process_it_is_whole(tmp_path: Path) -> None:
    """Nothing is made smaller here, and the exit status is that of a vote that could open."""
    async with served() as server:
        words = ["--prompt", "prompts/rewards.md", "--endpoint", server.url, "--model", "judge-1"]
        code, out = await bot("trial", *words, "--out", str(tmp_path))
    assert (code, "The trial: passed." in out) == (0, True), out
    code, out = await bot("verify", str(report(tmp_path)))
    assert (code, "every check follows from the scores" in out) == (0, True), out
    code, out = await bot("trial", "--prompt", "prompts/rewards.md")
    assert (code, "Which model is asked?" in out) == (2, True), out


async def bot(*words: str) -> tuple[int, str]:
    """The exit status of a command, and all it says."""
    pipe, both = asyncio.subprocess.PIPE, asyncio.subprocess.STDOUT
    one = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *words, stdout=pipe, stderr=both, cwd=ROOT
    )
    out, _ = await one.communicate()
    return one.returncode or 0, out.decode()
