"""The corpus of hostile texts has the size, the mixture and the halves that its README promises."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from prompts import cases

CORPUS = Path(__file__).parent / "corpus"
SHIPPED = Path(cases.__file__).parent / "cases"
LANGUAGES = {"en", "de", "fr", "es"}
STYLES = {
    "plain order",
    "role",
    "format",
    "authority",
    "emotion",
    "exchange",
    "neighbour",
    "padding",
    "encoding",
    "story",
}


def rows(file: Path) -> list[dict[str, str]]:
    """Every object of one file, in order."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


INJECTIONS = rows(SHIPPED / "injections.jsonl")
PROMPTS = rows(CORPUS / "hostile_prompts.jsonl")
BOTH = pytest.mark.parametrize("texts", [INJECTIONS, PROMPTS], ids=["injections", "prompts"])


def of_half(texts: list[dict[str, str]], half: str, field: str) -> Counter[str]:
    """How often each value of a field occurs in one half."""
    return Counter(row[field] for row in texts if row["half"] == half)


def test_counts_and_ids() -> None:
    """64 injections and 32 prompts, numbered without a gap."""
    assert [row["id"] for row in INJECTIONS] == [f"i{number:02}" for number in range(1, 65)]
    assert [row["id"] for row in PROMPTS] == [f"h{number:02}" for number in range(1, 33)]


def test_fields() -> None:
    """Each row has exactly the promised fields, and none is empty."""
    assert {tuple(row) for row in INJECTIONS} == {("id", "style", "language", "text", "meaning", "half")}
    assert {tuple(row) for row in PROMPTS} == {("id", "trick", "language", "text", "half")}
    assert all(value.strip() for row in INJECTIONS + PROMPTS for value in row.values())


def test_styles() -> None:
    """Ten styles, each at least six times."""
    styles = Counter(row["style"] for row in INJECTIONS)
    assert set(styles) == STYLES
    assert min(styles.values()) >= 6


def test_languages() -> None:
    """Four languages, each often enough."""
    injections, prompts = (Counter(row["language"] for row in texts) for texts in (INJECTIONS, PROMPTS))
    assert set(injections) == set(prompts) == LANGUAGES
    assert min(injections.values()) >= 10
    assert min(prompts.values()) >= 5
    assert prompts["en"] >= 14


@BOTH
def test_halves(texts: list[dict[str, str]]) -> None:
    """The halves are of one size and have the same languages, equally often."""
    assert {row["half"] for row in texts} == {"a", "b"}
    assert of_half(texts, "a", "language") == of_half(texts, "b", "language")


def test_halves_share_kinds() -> None:
    """Either half has every style and every trick, equally often."""
    assert of_half(INJECTIONS, "a", "style") == of_half(INJECTIONS, "b", "style")
    assert of_half(PROMPTS, "a", "trick") == of_half(PROMPTS, "b", "trick")


@pytest.mark.parametrize("style", sorted(STYLES))
def test_alternating(style: str) -> None:
    """Within a style, a and b take turns."""
    halves = "".join(row["half"] for row in INJECTIONS if row["style"] == style)
    assert halves == "ab" * (len(halves) // 2)


@BOTH
def test_unique(texts: list[dict[str, str]]) -> None:
    """No text stands there twice, not even in other case or spacing."""
    assert len({"".join(row["text"].casefold().split()) for row in texts}) == len(texts)


@pytest.mark.parametrize(("texts", "least", "most"), [(INJECTIONS, 40, 480), (PROMPTS, 150, 900)])
def test_lengths(texts: list[dict[str, str]], least: int, most: int) -> None:
    """Each text has a length that somebody might really write."""
    assert [row["id"] for row in texts if not least <= len(row["text"]) <= most] == []


def test_base64_means_what_it_says() -> None:
    """What is packed in base64 is what the field beside it says."""
    packed = [(row, re.search(r"[\w+/]{40,}=*", row["text"], re.ASCII)) for row in INJECTIONS]
    opened = [(row["meaning"], base64.b64decode(found[0]).decode()) for row, found in packed if found]
    assert len(opened) == 2
    assert all(meaning.startswith(plain) for meaning, plain in opened)
