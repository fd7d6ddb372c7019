"""Past votes under other rules: in a made-up history each rule flips the votes that hang on it, and no other."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from bot import simulate
from bot.clock import Clock
from bot.config import Config
from bot.sections import Database
from rules.errors import Refusal
from storage import locks, past
from storage.engine import address, single
from storage.migrate import NewerSchemaError, migrate
from storage.store import Change, Store
from storage.votes import ballot_, voter
from tests.chat import COMMUNITY, Chat
from tests.cogs.garden import looking
from tests.cogs.test_proposals import SECOND, both, cast, draft, get, reach, rule, send

PEOPLE = ("ana", "ben", "cy", "dee", "eve", "fay")
FOUNDED = f"""hal> people hal {" ".join(PEOPLE)} gus
hal> setup "growing community" name=Garden token=LEAF founders=@{",@".join(PEOPLE)} treasurers=@ana,@ben,@cy
{"".join(f"{who}> role accept{chr(10)}" for who in PEOPLE)}hal> setup finish
hal> 1
"""
# Votes by number. First six members hold 1,000 each.
EQUAL: dict[int, dict[str, str]] = {
    1: {"ana": "for", "ben": "for", "cy": "for"},  # half of all power
    2: {
        "ana": "for",
        "ben": "for",
        "cy": "for",
        "dee": "against",
        "eve": "against",
        "fay": "abstain",
    },  # 60 %
}
# Then ana holds 3,000, and ben, cy and fay 1,000; what is fay's is locked for four years.
UNEQUAL = {
    3: {"ben": "for", "ana": "abstain", "cy": "abstain"},  # a lead of 11 %
    4: {"ana": "for", "fay": "for"},  # two members
    5: {"ana": "for", "ben": "against", "cy": "abstain", "fay": "abstain"},  # whoever holds much decides
    6: {"fay": "for", "cy": "for", "ana": "against", "ben": "abstain"},  # a lock decides
}
# Then ana and ben let cy vote for them, and dee and gus hold a little.
GIVEN = {
    7: {"cy": "for", "dee": "for", "gus": "for"},  # given votes decide
    8: {"ana": "for", "ben": "for", "cy": "for", "dee": "for", "fay": "for"},
    9: {"dee": "for", "ana": "against", "ben": "against", "cy": "against", "fay": "against"},
    10: {"ben": "for", "dee": "for"},  # a ninth of all power: defeated
    11: {"ana": "for", "ben": "for", "cy": "for"},  # a rule, by 56 % of all power
}
LAST = 11
FLIPS: list[tuple[dict[str, str], bool, list[int]]] = [
    ({"ordinary_quorum": "52%"}, True, [1]),
    ({"ordinary_approval": "61%"}, True, [2]),
    ({"ordinary_differential": "15%"}, True, [3]),
    ({"ordinary_min_voters": "3"}, True, [4]),
    ({"max_share": "10.5%"}, True, [5]),
    ({"w_ve": "0"}, True, [6]),
    ({}, False, [7]),
    ({"ordinary_quorum": "5%"}, True, [10]),
    ({"constitutional_quorum": "60%"}, True, [11]),
    ({"w_ve": "0", "ordinary_quorum": "52%"}, False, [1, 6, 7]),
    ({"extension": "1h"}, True, []),
    ({"w_vesting": "10"}, True, []),
    ({}, True, []),
]
IN_FORCE = {"ordinary_quorum": "35%", "w_ve": "3", "max_share": "100%", "constitutional_min_voters": "3"}


@pytest.fixture
async def chat(database: str) -> AsyncIterator[Chat]:
    """The history, played through the chat."""
    async with Chat.open(database) as chat:
        await chat.play(FOUNDED)
        await rule(
            chat, constitutional_quorum="52%", constitutional_approval="61%", max_open_per_member="100"
        )
        await rule(chat, constitutional_differential="15%", ordinary_differential="5%", ordinary_quorum="35%")
        await rule(chat, ordinary_min_voters="2", constitutional_min_voters="3")
        await play(chat, EQUAL)
        for who in ("dee", "eve"):
            await send(chat, who, "ana", "1000")
        await both(chat, "fay", "lock new 900 200w")
        await both(chat, "fay", "lock add 100")
        await both(chat, "fay", "lock extend 208w")
        await play(chat, UNEQUAL)
        for who in ("dee", "gus"):
            await send(chat, "ben", who, "10")
        await play(chat, GIVEN, givers=("ana", "ben"))
        yield chat


async def play(chat: Chat, ballots: dict[int, dict[str, str]], givers: tuple[str, ...] = ()) -> None:
    """Propose all, let some give their votes to cy, vote on all, and wait until all are closed."""
    for number in ballots:
        what = "parameter reward_cap 20%" if number == LAST else f'signal "Plan {number}"'
        assert await draft(chat, "ana", f"proposal {what} Hear me.") == number
    for who in givers:
        await both(chat, who, "vote delegate @cy")
    for number, choices in ballots.items():
        if (await get(chat, number)).state == "discussion":
            await reach(chat, number, SECOND)
        await cast(chat, number, **choices)
    await reach(chat, max(ballots), SECOND)


async def simulated(chat: Chat, sets: dict[str, str], *, delegation: bool = True) -> simulate.Report:
    async with looking(chat) as look:
        return await simulate.reported(look, sets, delegation=delegation)


async def test_a_history_under_other_rules(
    chat: Chat, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One history for all of it, because it takes seconds to play."""
    await each_rule_flips_the_votes_that_hang_on_it_and_no_other(chat)
    await the_rules_that_were_in_force_flip_nothing(chat)
    await the_ledger_tells_of_every_lock(chat)
    config = Config(database=Database(url=database))
    await it_is_printed(config, capsys)
    await what_is_not_as_it_was_booked_is_said_loudly(chat, config, capsys)


async def each_rule_flips_the_votes_that_hang_on_it_and_no_other(chat: Chat) -> None:
    for sets, delegation, flips in FLIPS:
        report = await simulated(chat, sets, delegation=delegation)
        assert (report.changed, report.faults) == (flips, {}), sets
        assert [one.vote.id for one in report.outcomes if one.then.passed] == [1, 2, 3, 4, 5, 6, 7, 8, LAST]
        assert len(report.outcomes) == LAST


async def the_rules_that_were_in_force_flip_nothing(chat: Chat) -> None:
    report = await simulated(chat, IN_FORCE)
    assert (report.changed, [one.checks for one in report.outcomes]) == ([], [[]] * LAST)


async def it_is_printed(config: Config, capsys: pytest.CaptureFixture[str]) -> None:
    sets = ["w_ve=0", "ordinary_min_voters=3"]
    assert await simulate.main(config, None, sets, delegation=True, as_json=False) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "11 closed votes recomputed" in shown[0]
    assert shown[0].endswith("Each comes to what was booked.")
    assert shown[1] == "Tried: w_ve 0 (now 3) and ordinary_min_voters 3 (now 2)."
    at = shown.index("#4 Plan 4 (signal, ordinary): passed, WOULD BE DEFEATED.")
    assert shown[at + 1 : at + 3] == [
        "  then:    Members: 2 members voted For or Abstain; needed 2.",
        "  instead: Members: 2 members voted For or Abstain; needed 3.",
    ]
    assert "2 of 11 outcomes would be another: #4, #6." in shown
    assert simulate.STAYS in shown
    assert simulate.SWINGS in shown
    assert await simulate.main(config, COMMUNITY, sets, delegation=True, as_json=True) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["changed"], data["tried"], data["in_force"]["w_ve"]) == (
        [4, 6],
        {"w_ve": 0, "ordinary_min_voters": 3},
        3,
    )
    assert [one["proposal"] for one in data["votes"] if one["flipped_lines"]] == [4, 6, 10]
    assert {one["would_be"] for one in data["votes"] if one["proposal"] in (4, 6, 9, 10)} == {"defeated"}


async def tampered(change: Change, table: Any, number: int, **facts: Any) -> None:
    here = table.c.community == change.community, table.c.proposal == number, table.c.member == 2
    await change.run(update(table).where(*here).values(**facts))


async def what_is_not_as_it_was_booked_is_said_loudly(
    chat: Chat, config: Config, capsys: pytest.CaptureFixture[str]
) -> None:
    await chat.app.store.act(COMMUNITY, lambda change: tampered(change, ballot_, 1, choice="against"))
    await chat.app.store.act(COMMUNITY, lambda change: tampered(change, voter, 8, power=5))
    report = await simulated(chat, {"ordinary_quorum": "52%"})
    assert sorted(report.faults) == [1, 8]
    assert await simulate.main(config, None, [], delegation=True, as_json=False) == 1
    shown = capsys.readouterr().out
    assert "‼ WRONG: 2 votes not what was booked, by their own rules." in shown
    assert "‼ #1: for is 2,000 and stands in the ledger as 3,000." in shown
    assert "‼ #8: member 2 had 0.000005 at the snapshot, and by the ledger 3,000." in shown


async def the_ledger_tells_of_every_lock(chat: Chat) -> None:
    async with looking(chat) as look:
        now = (await past.moments(look, [await past.last(look, look.now)])).popitem()[1]
        there = await locks.every(look)
        assert there
        assert {who: one.locks for who, one in now.held.items() if one.locks} == there


@pytest.mark.parametrize(
    ("sets", "told"),
    [
        ({"quorum": "4%"}, "did you mean ordinary_quorum"),
        ({"ordinary_voting": "5d"}, "cannot be tried on past votes"),
        ({"ordinary_quorum": "many"}, "is a percentage"),
        ({"w_ve": "11"}, "must be between 0 and 10"),
        ({"ordinary_quorum": "60%"}, "constitutional_quorum must be at least ordinary_quorum"),
        ({"w_liquid": "0", "w_locked": "0", "w_ve": "0"}, "cannot all be 0"),
    ],
)
async def test_what_cannot_be_tried(dao: Store, sets: dict[str, str], told: str) -> None:
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match=told):
            await simulate.reported(look, sets)


async def test_a_database_that_is_only_read_is_neither_made_nor_changed(blank: str, tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    with pytest.raises(Refusal, match=r"There is no database .*none\.db"):
        await Store.view(f"sqlite:///{file}", Clock())
    assert not file.exists()
    assert await migrate(blank)
    store = await Store.view(blank, Clock())
    with pytest.raises(DBAPIError):
        async with store.read("dao") as look:
            await look.connection.execute(ballot_.delete())
    await store.close()
    for schema, told in (("0001", "start the bot once"), ("9999", "A newer release")):
        engine = single(address(blank))
        async with engine.begin() as connection:
            await connection.execute(
                text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema}
            )
        await engine.dispose()
        with pytest.raises((Refusal, NewerSchemaError), match=told):
            await Store.view(blank, Clock())


async def test_an_empty_database_is_not_of_this_release(blank: str) -> None:
    engine = single(address(blank))
    async with engine.begin() as connection:
        await connection.execute(text("SELECT 1"))
    await engine.dispose()
    with pytest.raises(Refusal, match=r"not of this release \(schema none"):
        await Store.view(blank, Clock())
