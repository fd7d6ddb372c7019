"""Allocations through chat: what is refused, voted, released, claimed, topped up, revoked, linked, forgotten, shown."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot import simulate
from storage import audit, ledger, members, vesting
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, looking, played
from tests.cogs.test_link import holds, link
from tests.cogs.test_proposal_guards import EVERYBODY, passed, state
from tests.cogs.test_proposals import OAKS, SMALL, both, cast, closed, get, opened, reach, rule, show

UNIT, DAY = 10**6, timedelta(days=1)
FOUR = "duration=1460d cliff=365d For the years ahead."


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with played(tmp_path, SMALL) as chat:
        yield chat


async def carried(chat: Chat, text: str) -> str:
    """A proposal that passes and is carried out; what was shown then."""
    number = await passed(chat, "ana", f"proposal {text}")
    shown = await reach(chat, number)
    assert await state(chat, number) == "executed", shown
    return shown


async def allocate(chat: Chat, who: str, amount: int, **facts: object) -> None:
    """Begin an allocation of whole tokens as if it had been voted, so that a test need not wait for that."""

    async def work(change: Change) -> None:
        of = (await members.admit(change, "terminal", who, who)).id
        usual = {"start": change.now, "cliff": 0, "duration": 0, "revocable": False, "share": "founders"}
        number = await change.next("test")
        (made,) = await vesting.grant(change, [of], amount * UNIT, "LEAF", 100 + number, usual | facts)
        await vesting.step(change, made)

    await chat.app.store.act(COMMUNITY, work)


YEAR = 365 * 86_400


async def sound(chat: Chat) -> None:
    async with looking(chat) as look:
        assert await audit.verify(look) == ""


REFUSED = [
    ("@eve 5000000 founders x", "That is more than the founders' share of the supply plan, of which 996,000 LEAF are left."),
    ("@eve 1000000.000001 investors x", "the investors' share of the supply plan, of which 1,000,000 LEAF are left"),
    ("@eve @fay 1000001 treasury x", "the treasury's share of the supply plan, of which 2,000,000 LEAF are left"),
    ("@eve 6000000 community x", "the community's share of the supply plan, of which 5,970,000 LEAF are left"),
    ("@eve 9970001 founders x", "10,004,001 LEAF are made or promised; supply_cap must be at least that."),
    ("@eve 9223372036854 founders x", "Supply times the largest weight"),
    ("@eve 5 founders x duration=30d cliff=31d", "A cliff of 31 days is longer than the whole time, 30 days"),
    ("@eve 5 founders x cliff=31d", "A cliff of 31 days is longer than no duration at all"),
    ("@eve 5 founders x duration=3651d", "at most ten years"),
    ("@eve 5 founders x start=2040-01-01", "Its start can be at most ten years away"),
    ("@eve 5 friends x", "share must be one of founders, investors, community, treasury"),
    ("@nobody 5 founders x", "nobody"),
    ("@eve 0 founders x", "more than nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("tail", "said"), REFUSED)
async def test_what_cannot_be_allocated_is_no_draft(chat: Chat, tail: str, said: str) -> None:
    shown = await ask(chat, "ana", f"proposal allocation {tail}")
    assert shown.startswith("✗")
    assert said in shown
    assert "There are no proposals yet" in await ask(chat, "ana", "proposal list")


async def test_only_the_token_is_allocated(chat: Chat) -> None:
    await ask(chat, "hal", "setup asset USDC 2")
    assert "✗ USDC cannot be minted" in await ask(chat, "ana", "proposal allocation @eve 5 USDC founders x")


async def test_without_a_cap_the_card_tells_the_share_of_all_there_is(chat: Chat) -> None:
    await rule(chat, supply_cap="0")
    shown = await both(chat, "ana", "proposal allocation @eve 21000 founders Much.")
    assert "Share: the founders', 71.4 % of all there is with it" in shown, "25,000 of 35,000"
    assert "Vests: all at once, when it is carried out" in shown
    assert "Kind: allocation, constitutional" in shown


async def test_it_is_checked_again_when_it_is_carried_out(chat: Chat) -> None:
    number = await passed(chat, "ana", "proposal allocation @eve 900000 founders Much.", **EVERYBODY)
    await allocate(chat, "fay", 96_001, duration=YEAR)
    assert "It cannot be carried out now. That is more than the founders' share" in await reach(chat, number)
    assert await state(chat, number) == "queued"
    async with looking(chat) as look:
        assert [one.total for one in await vesting.every(look)] == [96_001 * UNIT]


async def test_several_get_theirs_on_a_day_and_who_was_joined_since_is_followed(chat: Chat) -> None:
    number = await passed(
        chat, "ana", "proposal allocation @eve @fay 100 investors They paid. start=2026-12-01 duration=10d"
    )
    await link(chat, "eve", "hal")
    assert "Allocates: 100 LEAF each, new tokens, to hal and fay" in await show(chat, number)
    shown = await reach(chat, number)
    assert "2 allocations, #1 and #2, vest: `vesting list`." in shown
    await ask(chat, "ana", "wait 2d")
    assert "#1 hal" in await ask(chat, "ana", "vesting list")
    await ask(chat, "ana", "wait 27d")
    shown = await ask(chat, "fay", "vesting show")
    assert "all vested on 11 Dec 2026, next release on 11 Dec 2026." in shown
    await ask(chat, "ana", "wait 10d")
    assert await holds(chat, "fay") == await holds(chat, "eve") == 100 * UNIT
    await sound(chat)


async def test_a_top_up_and_what_it_is_refused_for(chat: Chat) -> None:
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    assert "✗ There is no allocation #9" in await ask(chat, "ana", "proposal topup 9 5 More.")
    assert "✗ That is more than the founders' share" in await ask(
        chat, "ana", "proposal topup 1 999999 More."
    )
    shown = await carried(chat, "topup 1 1000 He does more.")
    assert "Allocation #1 is 2,000 LEAF now." in shown
    assert "Adds: 1,000 LEAF, new tokens, to allocation #1 of eve, as if there from the start" in shown
    assert "Share: the founders', of which 6,000 of 1,000,000 LEAF are used with it" in shown, "not twice"
    async with looking(chat) as look:
        one = await vesting.get(look, 1)
        assert one.released == one.schedule.vested(look.now) > 90 * UNIT
    await sound(chat)


async def test_only_what_says_so_is_revoked_by_a_proposal(chat: Chat) -> None:
    await allocate(chat, "eve", 1000, duration=1000 * 86_400)
    await allocate(chat, "fay", 1000, duration=1000 * 86_400, cliff=86_400, revocable=True)
    assert "✗ This allocation cannot be revoked" in await ask(chat, "ana", "proposal revoke 1 He left.")
    shown = await carried(chat, "revoke 2 She left.")
    assert "Revokes: allocation #2 of fay: what has vested stays, the rest goes to the treasury" in shown
    async with looking(chat) as look:
        one = await vesting.get(look, 2)
        kept = one.total - one.returned
        assert 0 < kept == one.released == await ledger.balance_of(look, f"member:{one.member}", "LEAF")
        assert await ledger.balance_of(look, "treasury", "LEAF") == one.returned
    assert "✉ fay" in shown
    assert "revoked on" in await ask(chat, "fay", "vesting show")
    assert "✗ This allocation is revoked already" in await ask(chat, "ana", "proposal revoke 2 Again.")
    assert "✗ Allocation #2 is revoked" in await ask(chat, "ana", "proposal topup 2 5 Again.")
    await ask(chat, "ana", "wait 60d")
    assert await holds(chat, "fay") == kept
    await sound(chat)


async def test_it_is_released_each_month_and_by_claim(chat: Chat) -> None:
    assert "✗ You have no allocation that vests." in await ask(chat, "eve", "vesting claim")
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    assert "Allocated: 1,000 LEAF have not vested; the next release is on 1 Dec 2026" in await ask(
        chat, "eve", "me"
    )
    assert "You hold nothing, and 1,000 LEAF in allocations." in await ask(chat, "eve", "token balance")
    assert "✗ Nothing of yours has vested" in await ask(chat, "eve", "vesting claim")
    await ask(chat, "ana", "wait 10d")
    assert "100 LEAF wait for `vesting claim`, 900 LEAF have not vested" in await ask(chat, "eve", "me")
    assert "`vesting claim` releases what waits." in await ask(chat, "eve", "vesting show")
    assert "`vesting claim` releases" not in await ask(chat, "ana", "vesting show @eve")
    assert "100 LEAF had vested and can be used now." in await ask(chat, "eve", "vesting claim")
    assert (
        "✗ Nothing of yours has vested since the last release; the next release is on 1 Dec 2026."
        in await ask(chat, "eve", "vesting claim")
    )
    shown = await ask(chat, "ana", "wait 30d")
    assert "186.25 LEAF of your allocation #1 have vested" in shown, (
        "1 Dec, 00:00 is 28.625 days after it began"
    )
    await ask(chat, "ana", "wait 60d")
    assert await holds(chat, "eve") == 1000 * UNIT
    assert "no more will follow" in await ask(chat, "eve", "vesting claim")
    assert "Allocated" not in await ask(chat, "eve", "me")
    await sound(chat)


async def test_nobody_takes_what_vests_through_a_fresh_link(chat: Chat) -> None:
    """A month begins while the link can still be undone: what is released waits until it cannot."""
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    await ask(chat, "ana", "wait 28d")
    await link(chat, "eve", "hal")
    assert "linked lately" in await ask(chat, "hal", "vesting claim")
    await ask(chat, "ana", "wait 23h")
    assert await holds(chat, "hal") == 0
    await both(chat, "eve", "link undo")
    assert "Your allocations" in await ask(chat, "eve", "vesting show")
    assert "no allocation" in await ask(chat, "hal", "vesting show")
    await ask(chat, "ana", "wait 2h")
    assert await holds(chat, "hal") == 0
    assert await holds(chat, "eve") > 280 * UNIT
    await sound(chat)


async def test_who_leaves_hands_on_what_has_vested_and_what_vests_later(chat: Chat) -> None:
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    await ask(chat, "ana", "wait 10d")
    preview = await ask(chat, "eve", "privacy forget @fay")
    assert "Tokens: 100 LEAF to fay" in preview
    assert "Not vested: 900 LEAF to fay as it vests, unless it is revoked" in preview
    await ask(chat, "eve", "1")
    assert await holds(chat, "fay") == 100 * UNIT
    await ask(chat, "ana", "wait 60d")
    assert await holds(chat, "fay") > 580 * UNIT
    await ask(chat, "ana", "wait 60d")
    assert await holds(chat, "fay") == 1000 * UNIT
    await sound(chat)


async def test_nothing_is_allocated_to_who_was_forgotten(chat: Chat) -> None:
    number = await passed(chat, "ana", "proposal allocation @eve @fay 100 founders For both.")
    await both(chat, "eve", "privacy forget treasury")
    assert "Somebody it names has left and was forgotten" in await reach(chat, number)
    async with looking(chat) as look:
        assert await vesting.every(look) == []


async def test_what_has_not_vested_weighs_only_where_a_rule_says_so(chat: Chat) -> None:
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    assert "not vested" not in await ask(chat, "eve", "vote power")
    await rule(chat, w_vesting="2")
    shown = await ask(chat, "eve", "vote power")
    assert "Own votes in a week: 1,930" in shown, "70 are liquid then, 930 weigh 2"
    assert "not vested  1,000  × 2     2,000" in shown


async def test_a_past_vote_is_recomputed_with_what_had_vested_then(chat: Chat) -> None:
    await rule(chat, max_share="100%")
    await allocate(chat, "eve", 10_000, duration=100 * 86_400)
    number = await opened(chat, "ana", OAKS)
    await cast(chat, number, ana="for", ben="for", cy="for", eve="against")
    assert await closed(chat, number) == "executed"
    assert (await get(chat, number)).result["against"] == 10_000 * UNIT * 43_200 // 8_640_000
    async with looking(chat) as look:
        now = await simulate.reported(look, {}, delegation=True)
        then = await simulate.reported(look, {"w_vesting": "1"}, delegation=True)
    assert (now.faults, now.changed, then.changed) == ({}, [], [number])


async def test_the_cap_table_tells_every_kind_and_its_file_every_holder(chat: Chat) -> None:
    await allocate(chat, "eve", 1000, duration=100 * 86_400)
    await both(chat, "ana", "lock new 400 52w")
    await ask(chat, "ana", "wait 10d")
    shown = await ask(chat, "ana", "token holders")
    for line in (
        "5 members hold 5,000 LEAF of the 15,000 LEAF there are.",
        "Liquid: 3,600 LEAF, 24.0 %",
        "Locked: 400 LEAF, 2.6 %",
        "Vested, not released: 100 LEAF, 0.6 %",
        "Not vested: 900 LEAF, 6.0 %",
        "In budgets: 10,000 LEAF, 66.6 %",
    ):
        assert line in shown
    chat.terminal.speaker = "ana"
    (file,) = (await chat.app.table.say(chat.terminal.event(), "token export")).files
    rows = list(csv.DictReader(io.StringIO(file.data.decode())))
    by_name = {row["name"]: row for row in rows}
    assert by_name["ana"] | {"member": ""} == {
        "member": "", "name": "ana", "liquid": "600", "locked": "400", "vested": "0", "unvested": "0",
        "whole": "1000", "percent": "6.66",
    }  # fmt: skip
    assert [by_name["eve"][kind] for kind in ("vested", "unvested", "whole")] == ["100", "900", "1000"]
    assert by_name["in budgets"]["whole"] == "10000"
    assert sum(int(row["whole"]) for row in rows) == 15_000


async def test_nothing_was_allocated_yet(chat: Chat) -> None:
    assert "Nothing was allocated yet" in await ask(chat, "ana", "vesting list")
    assert "You have no allocation that vests." in await ask(chat, "ana", "vesting show")
    assert "cy has no allocation that vests." in await ask(chat, "ana", "vesting show @cy")


async def test_the_level_is_constitutional_whatever_the_amount(chat: Chat) -> None:
    await both(chat, "ana", f"proposal allocation @eve 0.000001 community {FOUR}")
    assert (await get(chat)).level == "constitutional"
