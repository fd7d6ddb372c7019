"""The log: plain or json on standard error, and never a secret."""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from bot import log

ENVIRON = {
    "BOT_MODEL_API_KEY": "sk-hush-hush",
    "BOT_DATABASE_URL": "postgresql://bot:pa%20ss-word@db/bot",
    "SHORT_KEY": "a",
    "HOME": "/somewhere",
    "ODD": "http://[broken",
}


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What the log was before is what it is after."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    told = capsys.readouterr()
    assert told.out == ""
    return [json.loads(line) for line in told.err.splitlines()]


def test_json_is_one_object_per_line(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json", ENVIRON)
    structlog.get_logger("bot.app").info("started", cogs=3)
    (line,) = lines(capsys)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "started", "cogs": 3, "level": "info", "logger": "bot.app"}


def test_plain_is_one_line_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "plain", ENVIRON)
    structlog.get_logger("bot.app").info("started", cogs=3)
    told = capsys.readouterr().err
    assert "started" in told
    assert "cogs=3" in told
    assert "\x1b" not in told


def test_libraries_go_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json", ENVIRON)
    logging.getLogger("discord.gateway").warning("retry in %s s, sk-hush-hush", 5)
    (line,) = lines(capsys)
    assert line["event"] == "retry in 5 s, ***"
    assert line["logger"] == "discord.gateway"


def test_lines_below_the_level_are_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("warning", "json", ENVIRON)
    structlog.get_logger("bot").info("small")
    logging.getLogger("nio").info("small")
    structlog.get_logger("bot").error("great")
    assert [line["event"] for line in lines(capsys)] == ["great"]


def test_starting_again_does_not_double_lines(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "plain", ENVIRON)
    log.start("info", "json", ENVIRON)
    structlog.get_logger("bot").info("once")
    assert len(lines(capsys)) == 1


def test_values_with_a_secret_name_are_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json", {})
    inner = [{"Api-Key": "b", "page": 2, "tokens": 9}]
    structlog.get_logger("bot").info(
        "called", access_token="a", body={"items": inner}, secret=None, monkey="d"
    )
    (line,) = lines(capsys)
    assert line["access_token"] == line["secret"] == "***"
    assert line["body"] == {"items": [{"Api-Key": "***", "page": 2, "tokens": 9}]}
    assert line["monkey"] == "d"


def test_secrets_of_the_environment_are_hidden_wherever_they_stand(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log.start("info", "json", ENVIRON)
    structlog.get_logger("bot").info("sk-hush-hush!", url=ENVIRON["BOT_DATABASE_URL"], note=("pa ss-word", 1))
    (line,) = lines(capsys)
    assert line["event"] == "***!"
    assert line["url"] == "postgresql://bot:***@db/bot"
    assert line["note"] == ["***", 1]


@pytest.mark.parametrize("form", ["plain", "json"])
def test_a_traceback_is_told_without_secrets(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", form, ENVIRON)
    try:
        raise ValueError("refused sk-hush-hush")
    except ValueError:
        structlog.get_logger("bot").exception("failed", id="e1")
    told = capsys.readouterr().err
    assert "ValueError: refused ***" in told
    assert "hush-hush" not in told


def test_an_object_is_hidden_by_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json", ENVIRON)
    structlog.get_logger("bot").info("failed", error=ValueError("sk-hush-hush"), day=None, share=0.5)
    (line,) = lines(capsys)
    assert (line["error"], line["day"], line["share"]) == ("***", None, 0.5)


def test_a_short_value_is_no_pattern(capsys: pytest.CaptureFixture[str]) -> None:
    log.start("info", "json", {"SHORT_KEY": "a"})
    structlog.get_logger("bot").info("a banana")
    assert lines(capsys)[0]["event"] == "a banana"


def test_the_environment_of_the_process_is_the_default(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BOT_DISCORD_TOKEN", "t0p-hush")
    log.start("info", "json")
    structlog.get_logger("bot").info("t0p-hush")
    assert lines(capsys)[0]["event"] == "***"


@pytest.mark.parametrize("folder", ["bot", "cogs", "prompts", "rules", "storage"])
def test_no_fact_of_a_line_is_called_like_its_text(folder: str) -> None:
    """structlog calls the text `event`, and a fact of that name raises where it should tell."""
    for file in (Path(__file__).parents[1] / folder).rglob("*.py"):
        for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(one, ast.Call) and ast.unparse(one.func).startswith("log."):
                assert "event" not in {fact.arg for fact in one.keywords}, f"{file}:{one.lineno}"
