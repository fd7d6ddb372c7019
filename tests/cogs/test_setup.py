"""Founding in chat: who may, what is refused before anything is kept, and what genesis writes."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prompts import scorer
from rules import parameters as registry
from rules.charter import fingerprint
from storage import alarms, assets, budgets, charter, communities, founding, ledger, members, parameters, runs
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, FOUNDING, ask, looking, nothing

PLAN = 'setup "small circle" name=Garden token=LEAF rewards=3000 founders=@ana,@ben treasurers=@ana,@ben,@cy'


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with nothing(tmp_path) as chat:
        await ask(chat, "ana", "people ana ben cy dee")
        yield chat


async def accepted(chat: Chat, *names: str) -> None:
    for name in names:
        assert "You accepted" in await ask(chat, name, "role accept")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ('"small circle"', "name at least 2 with treasurers="),
        ('"small circle" treasurers=@ana', "name at least 2"),
        ('"large DAO" treasurers=@ana,@ben', "name at least 3"),
        ('"huge" treasurers=@ana,@ben', "preset must be one of small circle, growing community, large DAO"),
        ('"small circle" treasurers=@ana,@zoe', "I know nobody called zoe"),
        ('"small circle" treasurers=@ana,@ben zone=Mars', "There is no time zone Mars"),
        ('"small circle" treasurers=@ana,@ben token=9', "A symbol is 2 to 12"),
        ('"small circle" treasurers=@ana,@ben months=13', "months must be between 0 and 12"),
        ('"small circle" treasurers=@ana,@ben tokens=1001', "tokens must be between 0 and 1000"),
        ('"small circle" treasurers=@ana,@ben rewards=2000001 months=3', "6,000,000 tokens"),
        ('"small circle" treasurers=@ana,@ben guardian=@ana', "cannot be a treasurer too"),
    ],
)
async def test_a_plan_that_cannot_be_leaves_nothing(chat: Chat, typed: str, says: str) -> None:
    shown = await ask(chat, "ana", f"setup {typed}")
    assert says in shown
    assert "#general" not in shown
    assert await communities.at(chat.app.store, "terminal", "local") is None


async def test_only_who_administers_the_room_plans_and_founds(chat: Chat) -> None:
    assert "Only whoever administers this place" in await ask(chat, "ben", PLAN)
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana", "ben", "cy")
    assert "Only whoever administers this place" in await ask(chat, "ben", "setup finish")


async def test_nothing_works_before_genesis_but_founding(chat: Chat) -> None:
    assert "No community lives here yet" in await ask(chat, "ben", "me")
    assert "not been asked" in await ask(chat, "ben", "role accept")
    assert "begin with `setup`" in await ask(chat, "ana", "setup invite treasurer @ben")
    assert await communities.at(chat.app.store, "terminal", "local") is None
    await ask(chat, "ana", PLAN)
    for line in ("me", "token balance", "contribution log Weeding", "link", "setup asset USDC 2"):
        assert "still being founded" in await ask(chat, "ben", line) or "Only" in await ask(chat, "ben", line)


async def test_genesis_holds_it_all(chat: Chat) -> None:
    await ask(chat, "ana", f'{PLAN} zone=Europe/Lisbon charter="We grow food."')
    await accepted(chat, "ana", "ben", "cy")
    await ask(chat, "ana", "setup finish")
    await ask(chat, "ana", "1")
    async with looking(chat) as look:
        ana, ben, cy = [(await members.named(look, name)).id for name in ("ana", "ben", "cy")]
        entry = (await ledger.history(look, limit=50))[-1]
        data = entry.data
        assert (entry.number, entry.id, entry.kind, entry.by) == (1, "genesis", "genesis", ana)
        assert data["founders"] == [ana, ben]
        assert data["treasurers"] == [ana, ben, cy]
        assert data["guardian"] is None
        assert data["parameters"] == registry.preset("small circle")
        articles = await charter.now(look)
        assert data["charter"] == fingerprint((one.article, one.hash) for one in articles)
        assert "We grow food." in articles[0].text
        assert "LEAF counts votes in Garden" in articles[2].text
        assert data["prompt"] == scorer.prompt_hash()
        assert await members.holders(look, "treasurer") == [ana, ben, cy]
        assert await members.holders(look, "admin") == [ana]
        assert [await ledger.balance_of(look, f"member:{one}", "LEAF") for one in (ana, ben, cy)] == [
            1_000_000_000,
            1_000_000_000,
            0,
        ]
        assert [(await members.get(look, one)).founder for one in (ana, ben, cy)] == [True, True, False]
        assert (await assets.governance(look)).symbol == "LEAF"
        one = await communities.get(look)
        assert (one.name, one.preset, one.zone, one.state) == (
            "Garden",
            "small circle",
            "Europe/Lisbon",
            "running",
        )
        assert await parameters.get(look, "approvals_needed") == 2
        [budget] = await budgets.every(look)
        assert (budget.purpose, budget.source, budget.amount, budget.first, budget.months) == (
            "rewards",
            "mint",
            3_000_000_000,
            "2026-11",
            3,
        )
        assert await ledger.balance_of(look, f"budget:{budget.id}", "LEAF") == 3_000_000_000
        assert (await runs.get(look, "2026-11")).state == "open"
        assert await alarms.moment(look, "freeze", "2026-11") == datetime(2026, 12, 2, tzinfo=UTC)
        assert await alarms.moment(look, "budget.period", "2026-12") == datetime(2026, 12, 1, tzinfo=UTC)
        assert await ledger.verify(look) is None


async def test_without_founders_nobody_holds_tokens(chat: Chat) -> None:
    await ask(chat, "ana", 'setup "small circle" treasurers=@ana,@ben rewards=0')
    await accepted(chat, "ana", "ben")
    shown = await ask(chat, "ana", "setup finish")
    assert "the first paid rewards make the first holders" in shown
    assert "Founders: none" in shown
    assert "Rewards: none yet" in shown
    assert "All 2 treasurers must approve each payout" in shown
    await ask(chat, "ana", "1")
    async with looking(chat) as look:
        assert (await ledger.history(look, limit=9))[-1].postings == ()
        assert await budgets.every(look) == []


async def test_too_few_yeses(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana")
    assert "2 treasurers must approve each payout and 1 accepted so far" in await ask(
        chat, "ana", "setup finish"
    )


async def test_who_did_not_answer_founds_nothing(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana", "cy")
    shown = await ask(chat, "ana", "setup finish")
    assert "No founder for want of an answer: ben" in shown
    assert "Still asked: ben (treasurer)" in shown
    await ask(chat, "ana", "1")
    assert "You accepted to be a treasurer." in await ask(chat, "ben", "role accept")
    assert "Tokens: nothing" in await ask(chat, "ben", "me")


async def test_a_plan_with_other_terms_asks_everybody_again(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana", "ben")
    shown = await ask(chat, "ana", PLAN.replace("@ben,@cy", "@ben,@dee"))
    assert "Treasurers: ana ✓, ben ✓, dee …" in shown
    shown = await ask(chat, "ana", PLAN.replace("3000", "4000"))
    assert "Founders: ana …, ben …" in shown
    assert "Treasurers: ana …, ben …, cy …" in shown
    assert "2 treasurers must approve each payout and 0 accepted" in await ask(chat, "ana", "setup finish")


async def test_it_is_founded_once(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana", "ben", "cy")
    await ask(chat, "ana", "setup finish")
    confirm = chat.terminal.buttons["ana"][0].call
    await ask(chat, "ana", "1")
    assert "confirmed already" in (await chat.app.table.run(chat.terminal.event(), confirm)).body
    assert "nothing to finish" in await ask(chat, "ana", "setup finish")
    assert "founded already" in await ask(chat, "ana", PLAN)


async def test_a_yes_between_preview_and_confirm_is_shown_first(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana", "ben")
    await ask(chat, "ana", "setup finish")
    confirm = chat.terminal.buttons["ana"][0].call
    await accepted(chat, "cy")
    chat.terminal.speaker = "ana"
    seen = await chat.app.table.run(chat.terminal.event(), confirm)
    assert "This has changed since you looked" in seen.body
    async with looking(chat) as look:
        assert not (await communities.get(look)).running


async def test_the_form_asks_field_by_field(chat: Chat) -> None:
    assert "one of small circle, growing community, large DAO" in await ask(chat, "ana", "setup")
    for answer in ("growing community", "Garden", "LEAF", "-", "-", "@ana @ben", "@ana @ben @cy", "-", "-"):
        await ask(chat, "ana", answer)
    await ask(chat, "ana", "Europe/Berlin")
    shown = await ask(chat, "ana", "-")
    assert "3 people invited" in shown
    assert "A growing community with the token LEAF: 10,000 a month in rewards, for 3 months." in shown


async def test_fifteen_people_in_eight_acts(tmp_path: Path) -> None:
    """From nothing to a running community: 4 acts of the admin and 1 of each other founder (RULES 11)."""
    names = [f"p{number:02}" for number in range(15)]
    who = ",".join(f"@{name}" for name in names)
    async with nothing(tmp_path) as chat:
        await ask(chat, "p00", f"people {' '.join(names)}")
        acts = dict.fromkeys(names, 0)
        lines = [("p00", f'setup "small circle" founders={who} treasurers=@p00,@p01,@p02')]
        lines += [(name, "role accept") for name in names]
        lines += [("p00", "setup finish"), ("p00", "1")]
        for name, line in lines:
            acts[name] += 1
            assert "✗" not in await ask(chat, name, line)
        assert acts["p00"] <= 8
        assert {acts[name] for name in names[1:]} == {1}
        async with looking(chat) as look:
            assert (await communities.get(look)).running
            assert sum(one.founder for one in await members.everybody(look)) == 15


async def test_an_offer_lapses_after_a_fortnight(chat: Chat) -> None:
    await ask(chat, "ana", PLAN)
    await accepted(chat, "ana")
    shown = await ask(chat, "ana", "wait 14d")
    assert "cy has not answered in 14 days, so the offer to be a treasurer is over." in shown
    assert "Treasurers: ana ✓" in shown
    assert "not been asked" in await ask(chat, "cy", "role accept")


async def test_the_transcript_of_the_fixture_founds(chat: Chat) -> None:
    await chat.play(FOUNDING)
    async with chat.app.store.read(COMMUNITY) as look:
        assert (await communities.get(look)).running
        assert await founding.votes_opened(look) == 0
