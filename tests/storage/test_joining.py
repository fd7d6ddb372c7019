"""Two members become one and two again: nothing is lost, nothing counts twice, and undoing is exact."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from rules.amounts import Asset
from rules.errors import Refusal
from rules.ledger import ISSUANCE, Posting, locked, member
from storage import (
    activity,
    assets,
    contributions,
    delegations,
    deposits,
    founding,
    ideas,
    joining,
    ledger,
    links,
    locks,
    members,
    merges,
    objections,
    payouts,
    polls,
    proposals,
    reminders,
    votes,
)
from storage.links import Link
from storage.schema import metadata
from storage.store import Change, Look, Store
from tests.storage.conftest import Hand

ANA, BEN, CY = 1, 2, 3
TABLES = {of for of, _ in (*joining.PLACES, *joining.OPEN)} | {payouts.line, members.identity, members.role}


KEPT = {  # what stays with the one it was made for: accounts of the ledger's side, codes, and the link itself
    *("draft.member", "heir.heir", "heir.member", "identity.member", "role.member"),
    *("link.giver", "link.taker", "link.merge", "link_code.member", "link_try.member", "member.merged_into"),
    *("merge.kept", "merge.dropped", "objection.member", "objection_word.member", "payout_line.member"),
    *("entry.by", "grant_party.member", "dispute.member"),
}
PEOPLE = {"member", "by", "treasurer", "judge", "hidden_by", "heir", "giver", "taker", "kept", "dropped"}


def test_every_column_that_names_a_member_is_thought_of() -> None:
    """A new feature whose rows name members adds them to PLACES, or here."""
    moved = {f"{of.name}.{column}" for of, column in (*joining.PLACES, *joining.OPEN)}
    named = {f"{of.name}.{one.name}" for of in metadata.sorted_tables for one in of.c if one.name in PEOPLE}
    assert named - moved - KEPT == set()
    assert not moved & KEPT


async def act(store: Store, work: Callable[[Change], Awaitable[Any]]) -> Any:
    return await store.act("dao", work)


async def people(change: Change) -> None:
    await assets.add(change, Asset("LEAF", 0))
    for name in ("ana", "ben", "cy"):
        await members.admit(change, "terminal", name, name)
    lines = [Posting(ISSUANCE, "LEAF", -60), Posting(member(ANA), "LEAF", 10)]
    lines += [Posting(member(BEN), "LEAF", 30), Posting(member(CY), "LEAF", 20)]
    await ledger.post(change, "start", "start", lines, by=0, why="test")
    await ledger.post(
        change,
        "coins",
        "start",
        [Posting("external", "USDC", -7), Posting(member(BEN), "USDC", 7)],
        by=0,
        why="test",
    )


async def agreed(change: Change, one: int = ANA, other: int = BEN) -> Link:
    code = await links.make(change, links.ACCOUNT, one, "terminal", "ana")
    found = await links.find(change, links.ACCOUNT, code)
    assert found
    pair = await links.propose(change, found, other, "terminal", "ben")
    await links.agree(change, pair.id, one)
    return await links.agree(change, pair.id, other)


async def state(look: Look) -> dict[str, list[Any]]:
    """Every row that a link may touch, and every balance."""
    rows = {
        of.name: sorted(map(repr, await look.rows(select(*of.c).where(of.c.community == "dao"))))
        for of in TABLES
    }
    return rows | {"balances": sorted((await ledger.accounts(look)).items())}


async def now(store: Store) -> dict[str, list[Any]]:
    async with store.read("dao") as look:
        return await state(look)


async def busy(change: Change, chance: random.Random) -> None:
    """What three people may have done with each other."""
    everybody = (ANA, BEN, CY)
    for _ in range(12):
        by = chance.choice(everybody)
        some = chance.sample(everybody, chance.randint(1, 3))
        number = await contributions.add(change, "log", by, some, "work", "2026-11")
        for one in chance.sample(everybody, 2):
            await contributions.attest(change, number, one)
        await contributions.moderate(change, number, chance.choice(everybody), "flag", "odd")
        await activity.count(change, chance.choice(everybody), "messages", f"2026-11-0{chance.randint(1, 3)}")
    for _ in range(3):
        due = payouts.Due(chance.choice(everybody), "LEAF", 5)
        number = await payouts.file(
            change,
            "filed",
            "",
            [due],
            by=chance.choice(everybody),
            reason="work",
            source="treasury",
            needed=2,
        )
        for one in chance.sample(everybody, 2):
            await payouts.say(change, number, one, approves=chance.random() < 0.5, reason="")
    for one, other in ((ANA, BEN), (BEN, ANA), (BEN, CY), (CY, BEN)):
        await delegations.give(change, one, chance.choice(("", "spend")), other)
    for state in ("draft", "voting", "defeated"):
        made = await proposals.add(
            change, "signal", chance.choice(everybody), "Oaks", "Ten", {"n": state}, "ordinary"
        )
        await proposals.enter(change, made, state)
        for one in chance.sample(everybody, 2):
            await proposals.sponsor(change, made.id, one)
            await reminders.put(change, made.id, [one], told=chance.random() < 0.5)
        await votes.enrol(
            change,
            made.id,
            {ANA: 10, BEN: 30, CY: 20},
            {ANA: chance.choice((BEN, CY)), BEN: CY},
            chance.sample(everybody, chance.randint(0, 3)),
        )
        await votes.cast(
            change,
            made.id,
            {},
            {one: chance.choice(("for", "against")) for one in chance.sample(everybody, 2)},
        )
    for one in everybody:
        await locks.add(change, one, chance.randint(1, 3), change.now + timedelta(days=chance.randint(1, 9)))
        await objections.add(change, "2026-10", CY, one, "objection", "no")
        await objections.say(change, "2026-10", CY, one, "strike")
        await deposits.add(change, "USDC", 5, "fees", "invoice", one)
        await founding.invite(change, one, "treasurer", ANA)
        await members.grant(change, one, "treasurer", "genesis")


@pytest.mark.parametrize("seed", range(6))
async def test_undo_restores_every_row(dao: Store, seed: int) -> None:
    await act(dao, people)
    await act(dao, lambda change: busy(change, random.Random(seed)))
    before = await now(dao)
    pair = await act(dao, joined)
    assert await now(dao) != before
    await act(dao, lambda change: joining.part(change, pair))
    assert await now(dao) == before
    async with dao.read("dao") as look:
        assert await ledger.verify(look) is None


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_of_the_dropped_is_left_where_it_counts(dao: Store, seed: int) -> None:
    await act(dao, people)
    await act(dao, lambda change: busy(change, random.Random(seed)))
    await act(dao, joined)
    async with dao.read("dao") as look:
        for of, column in joining.PLACES:
            assert BEN not in {row[0] for row in await look.rows(select(of.c[column]))}, of.name
        assert await ledger.balances(look, member(BEN)) == await ledger.balances(look, locked(BEN)) == {}
        held = sum(one.amount for one in await locks.of(look, ANA))
        assert await ledger.balances(look, locked(ANA)) == {"LEAF": held}
        assert await ledger.balances(look, member(ANA)) == {"LEAF": 40 - held, "USDC": 7}
        own, to, _ = await votes.powers(look, 2)
        assert own == {ANA: 40, CY: 20}
        assert to in ({ANA: CY}, {}), "whom one of the two delegated to, unless that was the other"
        assert (await votes.powers(look, 3))[:2] != (own, to), "a decided vote is left as it was"
        given = await delegations.every(look)
        assert [one for one in given if one.member == one.delegate] == []
        assert {one.delegate for one in given if one.member == ANA} == {CY}
        assert [one.id for one in await members.everybody(look)] == [ANA, CY]
        assert await members.holders(look, "treasurer") == [ANA, CY]


async def joined(change: Change) -> Link:
    pair = await agreed(change)
    await joining.join(change, pair)
    return await links.get(change, pair.id)


async def test_attestations_between_the_two_are_void_and_others_count_once(dao: Store) -> None:
    async def work(change: Change) -> None:
        await people(change)
        for by in (ANA, BEN, CY):
            number = await contributions.add(change, "log", by, [by], "work", "2026-11")
            for one in (ANA, BEN, CY):
                await contributions.attest(change, number, one)
        await joined(change)

    await act(dao, work)
    async with dao.read("dao") as look:
        found = {one.id: one.attested for one in await contributions.of_month(look, "2026-11")}
    assert found == {1: (ANA, CY), 2: (ANA, CY), 3: (ANA, CY)}  # their own ones count nowhere


async def test_of_two_words_the_later_counts_and_both_come_back(dao: Store, clock: Hand) -> None:
    async def work(change: Change) -> int:
        await people(change)
        due = [payouts.Due(CY, "LEAF", 5)]
        number = await payouts.file(
            change, "filed", "", due, by=0, reason="work", source="treasury", needed=2
        )
        await payouts.say(change, number, ANA, approves=True, reason="")
        return number

    number = await act(dao, work)
    clock.move(minutes=1)
    await act(dao, lambda change: payouts.say(change, number, BEN, approves=False, reason="no"))
    pair = await act(dao, joined)
    async with dao.read("dao") as look:
        assert [(one.member, one.approves) for one in await payouts.votes(look, number)] == [(ANA, False)]
    await act(dao, lambda change: joining.part(change, pair))
    async with dao.read("dao") as look:
        found = [(one.member, one.approves) for one in await payouts.votes(look, number)]
    assert found == [(ANA, True), (BEN, False)]


async def test_ideas_and_polls_count_once(dao: Store) -> None:
    async def work(change: Change) -> Link:
        await people(change)
        await change.run(
            ideas.up_.insert(),
            [{"community": "dao", "idea": 1, "member": one, "at": change.now} for one in (ANA, BEN, CY)],
        )
        await change.run(
            polls.vote_.insert(),
            [
                {"community": "dao", "poll": 1, "member": one, "choice": one, "at": change.now}
                for one in (ANA, BEN)
            ],
        )
        return await joined(change)

    await act(dao, work)
    async with dao.read("dao") as look:
        ups = [row.member for row in await look.rows(select(ideas.up_.c.member))]
        votes = [(row.member, row.choice) for row in await look.rows(select(polls.vote_))]
    assert sorted(ups) == [ANA, CY]
    assert votes == [(ANA, ANA)]


async def test_what_is_paid_to_the_dropped_is_passed_on_and_given_back(dao: Store) -> None:
    async def paid(change: Change) -> None:
        lines = [Posting(ISSUANCE, "LEAF", -3), Posting(member(BEN), "LEAF", 3)]
        await ledger.post(change, "reward", "rewards", lines, by=0, why="payout/1")
        await joining.forward(change, [BEN, CY])

    await act(dao, people)
    pair = await act(dao, joined)
    await act(dao, paid)
    async with dao.read("dao") as look:
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 43
        assert await joining.followed(look, [BEN, CY]) == {BEN: ANA, CY: CY}
    await act(dao, lambda change: joining.part(change, pair))
    async with dao.read("dao") as look:
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 10
        assert await ledger.balance_of(look, member(BEN), "LEAF") == 33
        assert await ledger.verify(look) is None


async def test_a_chain_of_links_is_followed(dao: Store, clock: Hand) -> None:
    await act(dao, people)
    await act(dao, lambda change: join_two(change, BEN, CY))
    clock.move(days=2)
    await act(dao, lambda change: join_two(change, ANA, BEN))
    async with dao.read("dao") as look:
        assert await joining.followed(look, [ANA, BEN, CY]) == {ANA: ANA, BEN: ANA, CY: ANA}
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 60

    async def paid(change: Change) -> None:
        lines = [Posting(ISSUANCE, "LEAF", -3), Posting(member(CY), "LEAF", 3)]
        await ledger.post(change, "reward", "rewards", lines, by=0, why="payout/1")
        await joining.forward(change, [CY])

    await act(dao, paid)
    async with dao.read("dao") as look:
        assert await ledger.balance_of(look, member(ANA), "LEAF") == 63


async def join_two(change: Change, one: int, other: int) -> None:
    pair = await agreed(change, one, other)
    await joining.join(change, pair)


async def test_what_was_spent_cannot_be_given_back(dao: Store) -> None:
    async def spent(change: Change) -> None:
        lines = [Posting(member(ANA), "LEAF", -35), Posting("treasury", "LEAF", 35)]
        await ledger.post(change, "spent", "test", lines, by=0, why="test")

    await act(dao, people)
    pair = await act(dao, joined)
    await act(dao, spent)
    with pytest.raises(Refusal, match="has been spent"):
        await act(dao, lambda change: joining.part(change, pair))


async def test_quarantine_lasts_a_day(dao: Store, clock: Hand) -> None:
    await act(dao, people)
    await act(dao, joined)
    async with dao.read("dao") as look:
        assert await links.quarantined(look, ANA) == clock.now + timedelta(days=1)
        assert await links.quarantined(look, CY) is None
        with pytest.raises(Refusal, match="linked lately"):
            await links.may_move(look, ANA)
        await links.may_move(look, CY)
    clock.move(days=1)
    async with dao.read("dao") as look:
        assert await links.quarantined(look, ANA) is None
        await links.may_move(look, ANA)


async def test_what_came_after_stays_with_the_kept(dao: Store) -> None:
    async def later(change: Change) -> None:
        await contributions.add(change, "log", ANA, [ANA], "later", "2026-11")

    await act(dao, people)
    pair = await act(dao, joined)
    await act(dao, later)
    await act(dao, lambda change: joining.part(change, pair))
    async with dao.read("dao") as look:
        assert [one.by for one in await contributions.of_month(look, "2026-11")] == [ANA]
        latest = await merges.latest(look, ANA)
    assert latest is None
