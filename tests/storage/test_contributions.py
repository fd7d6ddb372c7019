"""What people did, who it is for, who attests it, and what is left when its author is gone."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.errors import Refusal
from storage import contributions, history, members
from storage.contributions import HIDDEN, LOG, PRAISE, WITHDRAWN
from storage.store import Change, Store
from tests.storage.conftest import Hand

MONTH = "2026-11"


async def people(change: Change, *names: str) -> list[int]:
    return [(await members.admit(change, "terminal", name, name)).id for name in names]


async def test_a_contribution_comes_back_as_it_was_logged(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben, cy = await people(change, "ana", "ben", "cy")
        facts = {"link": "https://example.org", "category": "code", "minutes": 90}
        number = await contributions.add(change, LOG, cy, (cy, ana, cy), "the parser", MONTH, **facts)
        await contributions.attest(change, number, ben)
    async with dao.read("dao") as look:
        one = await contributions.get(look, number)
    assert (one.kind, one.by, one.receivers, one.what) == (LOG, cy, (ana, cy), "the parser")
    assert (one.link, one.category, one.minutes, one.attested, one.flags) == (*facts.values(), (ben,), 0)
    assert one.hash == hashlib.sha256((one.salt + one.what).encode()).hexdigest()
    assert one.people == {ana, cy}


async def test_an_unknown_number_is_refused(dao: Store) -> None:
    async with dao.read("dao") as look:
        with pytest.raises(Refusal, match="no contribution #7"):
            await contributions.get(look, 7)


async def test_attesting_twice_changes_nothing(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        number = await contributions.add(change, LOG, ana, (ana,), "x", MONTH)
        assert [await contributions.attest(change, number, ben) for _ in range(2)] == [True, False]
        assert (await contributions.get(change, number)).attested == (ben,)


async def test_another_text_has_another_salt_and_loses_its_attestations(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben, cy = await people(change, "ana", "ben", "cy")
        number = await contributions.add(change, LOG, ana, (ana,), "old", MONTH)
        other = await contributions.add(change, LOG, ana, (ana,), "other", MONTH)
        for who in (ben, cy):
            await contributions.attest(change, number, who)
            await contributions.attest(change, other, who)
        before = await contributions.get(change, number)
        assert await contributions.edit(change, number, "new") == 2
        after = await contributions.get(change, number)
        assert (after.what, after.attested) == ("new", ())
        assert after.salt != before.salt
        assert after.hash == contributions.sealed("new", after.salt)
        assert (await contributions.get(change, other)).attested == (ben, cy)


async def test_a_month_holds_everything_of_it_and_nothing_else(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben, cy = await people(change, "ana", "ben", "cy")
        first = await contributions.add(change, LOG, ana, (ana,), "a", MONTH)
        await contributions.add(change, LOG, ana, (ana,), "b", "2026-10")
        third = await contributions.add(change, PRAISE, ana, (ben, cy), "c", MONTH)
        await contributions.set_state(change, first, WITHDRAWN)
        await contributions.moderate(change, third, cy, "flag", "why")
        await contributions.moderate(change, third, ben, "flag", "why not")
        await contributions.moderate(change, third, ben, "hide", "rude")
        await contributions.attest(change, third, ana)
    async with dao.read("dao") as look:
        works = await contributions.of_month(look, MONTH)
    assert [(one.id, one.state, one.receivers, one.flags) for one in works] == [
        (first, WITHDRAWN, (ana,), 0),
        (third, "live", (ben, cy), 2),
    ]


async def test_lists_are_the_newest_first_and_leave_out_what_was_withdrawn(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        numbers = [
            await contributions.add(change, LOG, ana, (ana, ben)[: 1 + n % 2], f"{n}", MONTH)
            for n in range(6)
        ]
        await contributions.set_state(change, numbers[5], WITHDRAWN)
        await contributions.set_state(change, numbers[3], HIDDEN)
        newest = await contributions.listed(change, limit=3)
        assert [one.id for one in newest] == [numbers[4], numbers[3], numbers[2]]
        assert [one.id for one in await contributions.listed(change, who=ben)] == [numbers[3], numbers[1]]
        assert await contributions.number_of(change) == 5
        assert await contributions.number_of(change, who=ben, month=MONTH) == 2
        assert await contributions.number_of(change, month="2026-10") == 0
        assert await contributions.listed(change, month="2026-10") == []


async def test_the_same_words_of_one_day_are_found(dao: Store, clock: Hand) -> None:
    async with dao.change("dao") as change:
        ana, ben = await people(change, "ana", "ben")
        number = await contributions.add(change, LOG, ana, (ana,), "same", MONTH)
        since = change.now
        assert await contributions.same_since(change, ana, "same", since) == number
        assert await contributions.same_since(change, ben, "same", since) is None
        assert await contributions.same_since(change, ana, "Same", since) is None
    clock.move(days=1)
    async with dao.change("dao") as change:
        assert await contributions.same_since(change, ana, "same", change.now) is None


async def test_categories_are_offered_by_use(dao: Store) -> None:
    async with dao.change("dao") as change:
        [ana] = await people(change, "ana")
        for name in ("docs", "code", "code", "", "art"):
            await contributions.add(change, LOG, ana, (ana,), "x", MONTH, category=name)
        await contributions.add(change, LOG, ana, (ana,), "x", "2026-01", category="old")
        assert await contributions.categories(change, "2026-10") == ["code", "art", "docs"]


async def test_what_a_member_wrote_is_erased_and_its_hash_stays(dao: Store) -> None:
    async with dao.change("dao") as change:
        ana, ben, cy = await people(change, "ana", "ben", "cy")
        mine = await contributions.add(
            change, LOG, ana, (ana,), "mine", MONTH, link="https://a.org", category="code"
        )
        given = await contributions.add(change, PRAISE, ana, (ben,), "given", MONTH)
        alone = await contributions.add(change, PRAISE, ben, (ana,), "for ana alone", MONTH)
        shared = await contributions.add(change, PRAISE, ben, (ana, cy), "for two", MONTH)
        theirs = await contributions.add(change, LOG, ben, (ben, ana), "with ana", MONTH)
        await contributions.moderate(change, theirs, ana, "flag", "my reason")
        seals = {one.id: one.hash for one in await contributions.of_month(change, MONTH)}
        await members.alter(change, ana, forgotten=True)
        await contributions.erase_texts(change, ana)
        after = {one.id: one for one in await contributions.of_month(change, MONTH)}
        assert {one.id: one.hash for one in after.values()} == seals
        for number in (mine, given, alone):
            one = after[number]
            assert (one.what, one.salt, one.link, one.category) == ("", "", "", "")
        assert (after[shared].what, after[theirs].what) == ("for two", "with ana")
        assert [reason for _, _, reason, _ in await contributions.moderations(change, theirs)] == [""]
        assert after[theirs].flags == 1


async def test_communities_do_not_see_each_other(dao: Store) -> None:
    async def nothing(change: Change) -> None: ...

    await dao.found("other", nothing)
    async with dao.change("dao") as change:
        [ana] = await people(change, "ana")
        await contributions.add(change, LOG, ana, (ana,), "x", MONTH)
    async with dao.read("other") as look:
        assert await contributions.of_month(look, MONTH) == []
        assert await contributions.number_of(look) == 0


WORKS = st.lists(
    st.tuples(
        st.sampled_from([LOG, PRAISE]),
        st.integers(0, 4),
        st.sets(st.integers(0, 4), min_size=1),
        st.text("ab\n'\""),
    ),
    max_size=12,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORKS)
async def test_many_at_once_are_as_one_by_one(dao: Store, works: list[Any]) -> None:
    async with dao.change("dao") as change:
        ids = await people(change, *"abcde")
        first = await contributions.number_of(change)
        rows = [
            {
                "kind": kind,
                "by": ids[by],
                "receivers": [ids[n] for n in to],
                "what": what,
                "at": change.now,
                "month": MONTH,
            }
            for kind, by, to, what in works
        ]
        assert await history.works(change, rows) == len(rows)
        found = (await contributions.of_month(change, MONTH))[first:]
        assert [(w.kind, w.by, w.receivers, w.what) for w in found] == [
            (row["kind"], row["by"], tuple(sorted(row["receivers"])), row["what"]) for row in rows
        ]
        assert all(w.hash == contributions.sealed(w.what, w.salt) for w in found)
        assert len({w.salt for w in found}) == len(found)
        assert await change.next("contribution") == first + len(rows) + 1
        await change.run(contributions.contribution.delete())
        await change.run(contributions.receiver.delete())
        await change.run(contributions.attestation.delete())
        from storage.communities import counter

        await change.run(counter.delete().where(counter.c.name == "contribution"))
