"""What a model gives as reason, made harmless and told with members and entries in place of labels (REWARDS 1.5)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from prompts.judge import plain
from prompts.render import Month, Rendered
from rules.dealing import Seat
from tests.model.kit import Make, kits
from tests.prompts.test_judge import SEVEN, Kept, case, score, service


@pytest.fixture
async def kit() -> AsyncIterator[Make]:
    """Makes kits, and closes them at the end."""
    async with kits() as make:
        yield make


async def test_reasons_name_members_and_entries_in_place_of_labels(kit: Make) -> None:
    one, some = await service(kit), case()
    draft = await score(one, some)
    for member, reason in draft.reasons.items():
        mine = [work["id"] for work in some.digest["works"] if member in work["for"]]
        assert reason.text == f"<{member}> stands for #{reason.works[0]}, which others use now."
        assert set(reason.works) <= set(mine)
    assert set(draft.reasons) == set(SEVEN)


def rendered() -> tuple[Month, Rendered]:
    held = Month(case())
    return held, held.ask(Seat("score", 0, 0), [1, 2, 3])


def said(text: str) -> str:
    """A reason about M01 as people read it, labels of others by their place."""
    held, found = rendered()
    whose = {label: f"<{one}>" for label, one in found.people.items()}
    shown = plain(text, held, found, found.people["M01"])
    return re.sub(r"<\d+>", lambda one: next(label for label, who in whose.items() if who == one[0]), shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("M01 helped M02 and P01.", "M01 helped M02 and P01."),
        ("M1, M001 and \uff2d\uff10\uff12", "M01, M01 and M02"),
        ("M99, P99999 and M00", "somebody, somebody and somebody"),
        ("T999 and T0", "a text and a text"),
        ("M01 told @everyone and @here", "M01 told everyone and here"),
        ("M01 is <@112233445566778899>, <#1> and <@&5>", None),
        ("M01: see https://evil.example/x?y=1 and www.evil.com", None),
        ("See [M01](https://evil.example)", None),
        ("M01: ht*tps://evil.example, discord.gg/abc, evil*.com", None),
        ("evil.com/M01/x and https://M01.evil.com", None),
        ("**M01** _did_ `it` ~~now~~ ||all||\n# Yes\n> no", "M01 did it now all Yes no"),
        ("<7> #12 \\<8>", "7 12 8"),
        ("\u202eM01\u202c \u0000is\u200b \ud83dfine", "M01 is fine"),
        ("0x52908400098527886E0F7030069857D2E4169EE7 of M01", "wallet of M01"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_reason_is_made_harmless(text: str, shown: str | None) -> None:
    found = said(text)
    assert shown is None or found == shown
    assert not re.search(r"[@<>`*_~|\[\]#\\\n\x00]|https?:|www\.|[a-z]\.(com|example)|\.gg/|\d{15}", found)


def test_a_reason_stays_as_short_as_it_may_be() -> None:
    assert len(said("\ufdfa" * 280)) <= 280


def test_the_texts_of_others_are_no_entries_of_a_member() -> None:
    held, found = rendered()
    for label, member in found.people.items():
        if label.startswith("M"):
            mine = {f"#{work['id']}" for work in held.works[member]}
            shown = [plain(f"T{number}", held, found, member) for number in range(1, len(found.places) + 1)]
            assert set(shown) == {*mine, "a text"}


async def test_entries_are_those_of_the_texts_that_were_sent_whatever_was_erased_since(kit: Make) -> None:
    one, kept, some = await service(kit), Kept(), case()
    first = await score(one, some, kept)
    later = replace(some, texts={place: text for place, text in some.texts.items() if place % 2})
    assert {m: r.works for m, r in (await score(one, later, Kept(kept.kept))).reasons.items()} == {
        m: r.works for m, r in first.reasons.items()
    }
