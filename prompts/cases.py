"""The months that are shipped, for trials where a community has none of its own that is large enough (REWARDS 2, 3)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from prompts.scorer import Case, prompt
from rules import digest
from rules.digest import Deed

FOLDER = Path(__file__).with_name("cases")
AT = "2026-11-03T10:00:00+00:00"
MONTHS = ("workshop", "library", "festival")
STEADY = "workshop"  # the one whose 24 members are asked about again and again, to see a model drift


@cache
def shipped(name: str) -> Case:
    """A shipped month, under the shipped prompt and with its own name as seed."""
    return read(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"), name)


def read(text: str, name: str) -> Case:
    """A month from JSON: `community`, `month`, `deeds`; ValueError, KeyError or TypeError where it is none."""
    data = json.loads(text)
    deeds = [_deed(number, one) for number, one in enumerate(data["deeds"], 1)]
    month = digest.build(name, "2026-11", "UTC", deeds)
    texts = dict(enumerate(dict.fromkeys(one.text for one in deeds)))
    return Case(month, prompt(), name, texts=texts, community=data["community"], title=data["month"])


def _deed(number: int, one: dict[str, Any]) -> Deed:
    facts = {"attested": tuple(one["attested"]), "minutes": one.get("minutes", 0)}
    return Deed(number, one["kind"], one["by"], tuple(one["for"]), one["text"], "", AT, **facts)


@cache
def injections() -> dict[str, str]:
    """Texts that try to steer a judge, by their ids. Nothing in them is an instruction to anybody."""
    lines = FOLDER.joinpath("injections.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["id"]: one["text"] for one in map(json.loads, lines)}
