"""The picture of every result: what is drawn, in words too, once, in the proposal's thread."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.card import File
from bot.deps import Deps
from cogs import counting, results
from rules.verdict import plain
from storage import alarms
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, looking, played
from tests.cogs.test_charts import size
from tests.cogs.test_proposals import OAKS, SECOND, SMALL, cast, get, opened, reach, rule

LONG = "A new greenhouse behind the old one, with glass of the barn"
TEN = "; ".join([LONG, f"{LONG[:-1]}k", *(f"Option {n}" for n in range(3, 11))])


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A small circle that draws."""
    async with played(tmp_path, SMALL, Deps(charts=True)) as chat:
        await rule(chat, ordinary_min_voters="1")
        yield chat


def pictures(chat: Chat) -> dict[str, tuple[str, File]]:
    """The thread and the file of every picture that was posted, by its name."""
    return {
        file.name: (one.thread, file) for one in chat.terminal.messages.values() for file in one.card.files
    }


async def bars(chat: Chat, number: int = 1) -> list[tuple[str, float, str, float | None]]:
    one = await get(chat, number)
    async with looking(chat) as look:
        drawn = results.bars(one, await counting.shows(look))
    return [(bar.name, round(bar.share, 1), bar.amount, bar.baseline) for bar in drawn]


async def test_for_and_against_beside_what_it_took(chat: Chat) -> None:
    await rule(chat, ordinary_differential="10%", ordinary_approval="60%")
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for", ben="against", cy="abstain")
    shown = await reach(chat, 1, SECOND)
    assert shown.count("The vote on proposal #1 in a picture") == 1
    assert await bars(chat) == [
        ("For", 25.0, "1,000", 37.5),  # a lead of 10 % asks for 35 %, an approval of 60 % for 37.5 %
        ("Against", 25.0, "1,000", None),
        ("Abstain", 25.0, "1,000", None),
        ("For and Abstain", 50.0, "2,000", 25.0),
    ]
    thread, file = pictures(chat)["result-1.png"]
    card = next(
        ref for ref, one in chat.terminal.messages.items() if one.card.title == "Proposal #1: Plant oaks"
    )
    assert thread == card
    assert size(file.data)[0] == 1080
    assert file.alt.startswith(
        "Plant oaks: Quorum: For and Abstain 2,000 of 4,000; needed 1,000 (25 %). Lead: "
    )
    async with looking(chat) as look:
        assert await alarms.moment(look, "proposal.chart", "1") is None
    await results.Results(Deps(charts=True)).chart(chat.app.store, COMMUNITY, "1")
    await chat.app.settle()
    assert len(pictures(chat)) == 1, "once, however often it is asked for"


async def test_ten_long_options_and_no_votes(chat: Chat) -> None:
    await opened(chat, "ana", f'proposal choose approval "Which?" "{TEN}" Well.')
    await opened(chat, "ben", f'proposal choose quadratic "Which one?" "{TEN}" Well.')
    assert pictures(chat) == {}
    await cast(chat, 2, ana="1 2", ben="blank")
    await reach(chat, 1, SECOND)
    await reach(chat, 2, SECOND)
    none, quadratic = await bars(chat, 1), await bars(chat, 2)
    assert [(share, amount) for _, share, amount, _ in none] == [(0.0, "0")] * 11
    assert none[-1][3] == 25.0
    assert [one[1:3] for one in quadratic[:3]] == [(12.5, "500"), (12.5, "500"), (0.0, "0")]
    assert quadratic[-1] == ("All ballots", 50.0, "2,000", 25.0)
    for number in (1, 2):
        _, file = pictures(chat)[f"result-{number}.png"]
        assert size(file.data) == (1080, 1336)
        assert len(file.alt) <= 1000


async def test_what_is_first_is_marked_and_pairs_are_points(chat: Chat) -> None:
    await opened(chat, "ana", 'proposal choose copeland "Which?" "Oak; Lime; Birch" Well.')
    await opened(chat, "ben", 'proposal choose ranked "Which one?" "Oak; Lime; Birch" Well.')
    await cast(chat, 1, ana="2 > 1", ben="2")
    await cast(chat, 2, ana="2 > 1", ben="2")
    await reach(chat, 2, SECOND)
    assert await bars(chat, 1) == [
        ("1 Oak", 50.0, "2", None),
        ("2 Lime", 100.0, "4", None),
        ("3 Birch", 0.0, "0", None),
        ("All ballots, of all votes", 50.0, "2,000", 25.0),
    ]
    drawn = results.bars(await get(chat, 2), plain)
    assert [one.note for one in drawn] == ["", "first", "", ""]


async def test_nothing_is_drawn_where_charts_are_off(tmp_path: Path) -> None:
    async with played(tmp_path, SMALL) as chat:
        await opened(chat, "ana", OAKS)
        await reach(chat, 1, SECOND)
        assert pictures(chat) == {}
        async with looking(chat) as look:
            assert await alarms.moment(look, "proposal.chart", "1") is None


@pytest.mark.parametrize("base", [0, 100])
def test_a_base_of_nothing_is_no_division(base: int) -> None:
    one: Any = type("One", (), {})()
    one.id, one.title, one.payload, one.terms = (
        1,
        "",
        {"form": "single", "options": ["", "🦊"]},
        {"quorum": 2500},
    )
    one.result = {"base": base, "cast": 0, "scores": [0, 0], "shown": ["0", "0"], "winner": None, "lines": []}
    drawn = results.drawn(one, plain, "LEAF")
    assert size(drawn.data)[0] == 1080
    assert drawn.alt.startswith("text erased: 1 : 0. 2 🦊: 0")
