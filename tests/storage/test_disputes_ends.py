"""How disputes end beyond a jury: by a vote of everybody, and in what the next months pay (RULES 9)."""

from __future__ import annotations

from functools import partial

import pytest

from rules import juries
from rules import ledger as accounts
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting, member
from rules.moments import Month
from storage import (
    delegations,
    ledger,
    owing,
    parameters,
    payouts,
)
from storage.disputes import ANSWERING, DECIDED
from storage.store import Change, Store
from tests.storage.juried import (
    HELD,
    LINE,
    MONTH,
    PEOPLE,
    SPARE,
    WINNERS,
    answered,
    done,
    filed,
    get,
    held,
    judged,
    jury,
    line,
    month,
    ring,
    sound,
)

POT = "budget:disputes"


@pytest.fixture
async def store(dao: Store) -> Store:
    WINNERS.clear()
    return await month(dao)


async def test_no_more_is_claimed_than_the_whole_month_had(store: Store) -> None:
    with pytest.raises(Refusal, match="could be 700 LEAF at most"):
        await filed(store, 1, 1, 701)
    assert (await filed(store, 1, 1, 700)).state == ANSWERING


async def test_what_the_month_has_not_left_is_owed_by_the_next_runs(store: Store) -> None:
    one = await filed(store, 1, 1, 700)
    one = await answered(store, 1, 600, 600, 600)
    assert (one.state, one.owed) == (DECIDED, 300), "200 were left beside the five lines"
    assert (await held(store, one.account), await held(store, accounts.reserved(MONTH))) == (SPARE, 5 * LINE)
    await sound(store)
    assert await frozen(store, Month(2026, 12), 250) == {"1": {"asset": "LEAF", "amount": 250}}
    one = await get(store, 1)
    assert (one.owed, await held(store, one.account)) == (50, SPARE + 250)
    assert await held(store, accounts.reserved("2026-12")) == 0, "it comes off the top, all of it if need be"
    await sound(store)
    assert await frozen(store, Month(2027, 1), 400) == {"1": {"asset": "LEAF", "amount": 50}}
    assert (await get(store, 1)).owed == 0
    assert await frozen(store, Month(2027, 2), 400) == {}
    for number, approves in ((2, True), (3, False), (4, True)):
        await store.act("dao", partial(judged, approves=approves, number=number))
        await ring(store)
        await sound(store)
    assert (await held(store, one.account), await held(store, member(1))) == (0, HELD + SPARE + 50)
    async with store.read("dao") as look:
        minted = await ledger.balance_of(look, ISSUANCE, "LEAF")
    assert minted == -(PEOPLE * HELD + 5 * LINE + SPARE + 400 + 400), (
        "what was refused has gone back where it came from"
    )


async def frozen(store: Store, of: Month, pot: int) -> dict[str, dict[str, object]]:
    """A later month has so much to give; what is taken off its top."""

    async def work(change: Change) -> dict[str, dict[str, object]]:
        into = accounts.reserved(str(of))
        lines = [Posting(ISSUANCE, "LEAF", -pot), Posting(into, "LEAF", pot)]
        await ledger.post(change, f"pot/{of}", "reserve", lines, by=0, why="test")
        return await owing.take(change, of)

    taken: dict[str, dict[str, object]] = await store.act("dao", work)
    return taken


async def test_where_too_few_could_sit_everybody_votes_at_once(store: Store) -> None:
    async def work(change: Change) -> None:
        for who in range(7, 16):
            await delegations.give(change, who, "", 6)
        await payouts.say(change, 1, 16, approves=True, reason="")

    await store.act("dao", work)
    assert (await filed(store, 6, 1, 0)).state == ANSWERING, "2 3 4 5 17 18 19 20 are left"

    async def more(change: Change) -> None:
        for who in (17, 18, 19):
            await payouts.say(change, 1, who, approves=True, reason="")

    await store.act("dao", more)
    WINNERS[2] = juries.FILER
    one = await filed(store, 6, 2, 0)
    assert (one.state, one.verdict, await jury(store, 2)) == (DECIDED, 0, [])
    assert (await line(store, 2)).state == payouts.STRUCK
    await sound(store)


@pytest.mark.parametrize(
    ("winner", "verdict", "pays", "pot"),
    [(juries.FILER, 0, 0, 10), (juries.OPPONENT, 100, 100, 5), (None, 40, 40, 10)],
)
async def test_after_the_last_jury_the_loser_can_have_everybody_vote(
    store: Store, winner: str | None, verdict: int, pays: int, pot: int
) -> None:
    await store.act("dao", lambda change: parameters.put(change, {"juries": ["3"]}, 2))
    await filed(store, 6, 1, 0)
    await answered(store, 1, 40, 40, 40)
    WINNERS[1] = winner
    one = await done(store, 1, "appeal", 1)
    assert (one.state, one.verdict, one.round) == (DECIDED, verdict, 2)
    got = await line(store, 1)
    assert (got.amount if got.state == payouts.WAITING else 0) == pays
    assert await held(store, POT) == pot, "the filer wins wherever the line is lowered"
    assert await held(store, member(6)) + await held(store, member(1)) == 2 * HELD - pot
    await sound(store)
    with pytest.raises(Refusal, match="cannot be appealed now"):
        await done(store, 1, "appeal", 6)
