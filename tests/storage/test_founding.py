"""Plans and offers, codes and tries, on both databases."""

from datetime import timedelta
from functools import partial

import pytest

from rules.errors import Refusal
from rules.ledger import Posting
from storage import alarms, founding, ledger, links, members
from storage.store import Change, Store
from tests.storage.conftest import Hand


async def people(change: Change) -> None:
    for name in ("ana", "ben", "cy"):
        await members.admit(change, "terminal", name, name)


@pytest.fixture
async def town(dao: Store) -> Store:
    await dao.act("dao", people)
    return dao


async def test_a_later_plan_takes_the_place_of_the_earlier(town: Store) -> None:
    async with town.read("dao") as look:
        assert await founding.planned(look) is None
    for name in ("Garden", "Orchard"):
        await town.act("dao", partial(founding.keep, facts={"name": name}))
    async with town.read("dao") as look:
        assert await founding.planned(look) == {"name": "Orchard"}


async def test_an_offer_is_open_once_and_rings_after_a_fortnight(town: Store, clock: Hand) -> None:
    async def twice(change: Change) -> tuple[bool, bool]:
        first = await founding.invite(change, 2, "treasurer", 1)
        return first, await founding.invite(change, 2, "treasurer", 1)

    assert await town.act("dao", twice) == (True, False)
    async with town.read("dao") as look:
        [one] = await founding.offers(look)
        assert one == (1, 2, "treasurer", founding.OPEN, 1, clock.now)
        assert await founding.offers(look, 3) == []
        assert await alarms.moment(look, founding.EXPIRE, "1") == clock.now + timedelta(days=14)


async def test_an_answer_ends_the_wait(town: Store) -> None:
    await town.act("dao", lambda change: founding.invite(change, 2, "treasurer", 1))
    await town.act("dao", lambda change: founding.answer(change, 1, founding.ACCEPTED))
    async with town.read("dao") as look:
        assert await founding.accepted(look) == {(2, "treasurer")}
        assert await alarms.moment(look, founding.EXPIRE, "1") is None
    assert not await town.act("dao", lambda change: founding.invite(change, 2, "treasurer", 1))


async def test_who_declined_can_be_asked_again(town: Store) -> None:
    await town.act("dao", lambda change: founding.invite(change, 2, "treasurer", 1))
    await town.act("dao", lambda change: founding.answer(change, 1, founding.DECLINED))
    assert await town.act("dao", lambda change: founding.invite(change, 2, "treasurer", 1))


async def test_withdrawing_keeps_what_is_named(town: Store) -> None:
    async def work(change: Change) -> None:
        for member, role in ((1, "founder"), (2, "founder"), (2, "treasurer")):
            await founding.invite(change, member, role, 1)
        await founding.answer(change, 1, founding.ACCEPTED)
        await founding.withdraw(change, {(2, "founder")})

    await town.act("dao", work)
    async with town.read("dao") as look:
        states = [one.state for one in await founding.offers(look)]
    assert states == [founding.EXPIRED, founding.OPEN, founding.EXPIRED]


async def test_votes_are_counted_and_founders_tokens_summed(town: Store) -> None:
    async def work(change: Change) -> None:
        for kind, amount in (("genesis", 5), ("founder", 3), ("budget", 7)):
            lines = [Posting("issuance", "LEAF", -amount), Posting("member:1", "LEAF", amount)]
            await ledger.post(change, kind, kind, lines, by=1, why="test")
        await change.next(founding.VOTES)

    async with town.read("dao") as look:
        assert await founding.votes_opened(look) == 0
        assert await founding.given(look, "LEAF") == 0
    await town.act("dao", work)
    async with town.read("dao") as look:
        assert await founding.votes_opened(look) == 1
        assert await founding.given(look, "LEAF") == 8


async def test_codes_are_of_one_community_and_one_purpose(town: Store) -> None:
    code = await town.act("dao", lambda change: links.make(change, links.PLACE, 1, "terminal", "ana"))
    async with town.read("dao") as look:
        assert await links.find(look, links.ACCOUNT, code) is None
        found = await links.find(look, links.PLACE, code)
        assert found
        assert (found.member, found.used) == (1, None)
    async with town.read("other") as look:
        assert await links.find(look, links.PLACE, code) is None
    assert await links.community_of(town, f" {code[:4].lower()}-{code[4:]} ") == "dao"
    with pytest.raises(Refusal, match="do not know this code"):
        await links.community_of(town, "ABCD2345")
    with pytest.raises(Refusal, match="A code has 8"):
        await links.community_of(town, "")


async def test_a_new_code_uses_the_old_one_up(town: Store) -> None:
    old = await town.act("dao", lambda change: links.make(change, links.ACCOUNT, 1, "terminal", "ana"))
    other = await town.act("dao", lambda change: links.make(change, links.PLACE, 1, "terminal", "ana"))
    new = await town.act("dao", lambda change: links.make(change, links.ACCOUNT, 1, "terminal", "ana"))
    async with town.read("dao") as look:
        used = []
        for kind, code in ((links.ACCOUNT, old), (links.PLACE, other), (links.ACCOUNT, new)):
            found = await links.find(look, kind, code)
            used.append(found is not None and found.used is not None)
    assert used == [True, False, False]


async def test_tries_of_the_last_hour(town: Store, clock: Hand) -> None:
    for _ in range(2):
        await town.act("dao", lambda change: links.tried(change, 2))
        clock.move(minutes=31)
    async with town.read("dao") as look:
        assert len(await links.tries(look, 2)) == 1
        assert await links.tries(look, 3) == []


async def test_links_wait_for_whoever_has_said_nothing(town: Store, clock: Hand) -> None:
    async def work(change: Change) -> int:
        code = await links.make(change, links.ACCOUNT, 1, "terminal", "ana")
        found = await links.find(change, links.ACCOUNT, code)
        assert found
        pair = await links.propose(change, found, 2, "matrix", "@ben")
        await links.agree(change, pair.id, 2)
        return pair.id

    number = await town.act("dao", work)
    async with town.read("dao") as look:
        assert [one.id for one in await links.waiting(look, 1)] == [number]
        assert await links.waiting(look, 2) == []
        pair = await links.get(look, number)
        assert (pair.reach(1), pair.reach(2)) == (("terminal", "ana"), ("matrix", "@ben"))
        assert not pair.agreed
        with pytest.raises(Refusal, match="no link #9"):
            await links.get(look, 9)
    clock.move(minutes=16)
    async with town.read("dao") as look:
        assert await links.waiting(look, 1) == []
    await town.act("dao", lambda change: links.erase(change, 2))
    async with town.read("dao") as look:
        assert (await links.get(look, number)).taker_as == ""
