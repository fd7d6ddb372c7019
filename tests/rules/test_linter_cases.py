"""What the linter catches of proposed prompts that look reasonable and are not, and that it leaves sound ones alone.

`lint_cases.jsonl` was written in rounds, each before the linter had seen any of it, so that the first run of a round
measured what had been learned from those before. It is a regression test now. The corpus in tests/prompts/corpus was
written by somebody else; of its half b nothing but the number below has been seen.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from prompts import placeholders
from rules import linter

CASES = Path(__file__).parent / "lint_cases.jsonl"
CORPUS = Path(__file__).parents[1] / "prompts" / "corpus" / "hostile_prompts.jsonl"
LANGUAGES = ("en", "de", "fr", "es")
LEAST = {"a": 0.95, "b": 15 / 16}  # of the prompts in a half; for b what was measured last


def rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def caught(texts: list[str]) -> int:
    """How many of them the linter stops; a number, so that no failure shows a text."""
    return sum(bool(linter.check(text, holes=placeholders.NAMES)) for text in texts)


@pytest.mark.parametrize("half", LEAST)
def test_hostile_prompts_of_the_corpus_are_caught(half: str) -> None:
    texts = [row["text"] for row in rows(CORPUS) if row["half"] == half]
    share = caught(texts) / len(texts)
    assert len(texts) == 16
    assert share >= LEAST[half]


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_prompts_are_caught_in_every_language(language: str) -> None:
    hostile = [row["text"] for row in rows(CASES) if not row["sound"] and row["language"] == language]
    assert len(hostile) >= 50
    assert caught(hostile) >= 0.95 * len(hostile)


@pytest.mark.parametrize(
    "row", [row for row in rows(CASES) if row["sound"]], ids=lambda row: row["text"][:40]
)
def test_a_sound_prompt_that_comes_near_is_left_alone(row: dict[str, str]) -> None:
    assert linter.check(row["text"], holes=placeholders.NAMES) == []


def test_the_cases_are_many_and_differ() -> None:
    every = rows(CASES)
    tricks = Counter(row["about"] for row in every if not row["sound"])
    assert len({row["text"] for row in every}) == len(every)
    assert min(Counter(row["language"] for row in every if row["sound"]).values()) >= 20
    assert set(tricks) >= {row["trick"] for row in rows(CORPUS)}
    assert min(tricks.values()) >= 3
    assert sum(row["language"] in LANGUAGES for row in every) == len(every)
