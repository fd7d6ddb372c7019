"""A sealed vote as everybody but the voters sees it on a platform, line by line, up to its close."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any, cast

from rules.ledger import SHOWN
from storage import ledger
from tests.chat import turns
from tests.driver import Driver
from tests.reading import Seen

VOTERS = ("ana", "ben")
BEFORE = """hal> people hal ana ben cy dee
hal> setup "small circle" name=Garden token=LEAF founders=@ana,@ben,@cy,@dee treasurers=@ana,@ben,@cy
ana> role accept
ben> role accept
cy> role accept
dee> role accept
hal> setup finish
hal> 1
hal> moderators dee
cy> notify on votes
dee> notify on votes
ben> vote delegate @cy
ben> 1
cy> proposal role grant treasurer @dee We need a fourth.
cy> 1
cy> wait 1d
cy> wait 1h
"""
LOOKS = (
    "proposal show 1",
    "proposal list",
    "proposal history 1",
    "vote power",
    "vote power @ana",
    "vote mine",
    "me",
)
MORE = ("proposal result 1", "audit verify", "treasury ledger", "vote cast 1 abstain", "vote cast 1 none")
STORIES: tuple[tuple[str, ...], ...] = (
    (),
    ("ana> vote cast 1 for So it is.", "ben> vote cast 1 for"),
    ("ben> vote cast 1 against", "ana> vote cast 1 against", "ben> vote cast 1 none"),
)
# Numbers of accounts and rooms are drawn anew in every run.
NUMBER = re.compile(r"\b\d{17,20}\b|!\w+:\S+|(?<=-)\d+(?=:localhost)")


async def watched(driver: Driver[Any, Any, Any], ballots: Sequence[str]) -> tuple[list[str], str]:
    """What others see up to the last second, whoever votes between; and how it came out."""
    for who, text, _ in turns(BEFORE):
        await driver.play(who, text, ["…"])
    async with driver.app.store.read(driver.community) as look:
        head = (await ledger.head(look))[
            :SHOWN
        ]  # of the founding, which names accounts: another one in every run
    shown: list[str] = []

    def noted(who: str, text: str, hope: Seen, seen: Seen) -> None:
        if who in VOTERS:
            seen.answer.clear()
            seen.notes = [one for one in seen.notes if one[0] != f"✉ {who}"]
        shown.extend(NUMBER.sub("#", line).replace(head, "founded") for line in seen.lines())

    cast(Any, driver)._compare = noted
    for line in (
        *ballots,
        "cy> wait 90h",
        *(f"{who}> {text}" for who in ("cy", "dee", "hal") for text in LOOKS + MORE),
    ):
        who, _, text = line.partition("> ")
        await driver.play(who, text, ["…"])
    until, shown = shown, []
    await driver.play("cy", "wait 6h", ["…"])
    return until, "\n".join(shown)


def alike(stories: Sequence[tuple[list[str], str]]) -> None:
    """All that was seen before the close is the same, and nothing of what was seen after it."""
    (first, _), *others = stories
    assert len(first) > 50
    for seen, _ in others:
        assert seen == first, "\n".join(difflib.unified_diff(first, seen, lineterm="", n=2))
    assert len({result for _, result in stories}) == len(stories)
