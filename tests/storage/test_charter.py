"""Versions of articles, their hashes in the ledger, what is erased; co-authors; on both databases."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select, text, update

from rules.charter import Article
from rules.errors import Refusal
from storage import audit, charter, coauthors, joining, ledger, members, privacy, proposals
from storage.migrate import PLACE, migrate
from storage.schema import insert
from storage.store import Change, Look, Store
from tests.storage.test_joining import ANA, BEN, CY, act, joined, people
from tests.storage.test_migrate import run

FIRST = [Article("Purpose", "We grow food."), Article("Token", "It counts votes.")]


async def begun(change: Change) -> None:
    mark = await charter.adopt(change, FIRST)
    await ledger.post(change, "genesis", "genesis", by=0, why="setup", data={"charter": mark})
    await people(change)


async def amended(change: Change, number: int = 2, said: str = "It thanks people.", by: int = BEN) -> int:
    """A charter proposal that was carried out; its number."""
    one = await proposals.add(change, "charter", by, "Change it", said, {"article": number}, "constitutional")
    await proposals.enter(change, one, "executed")
    await charter.amend(change, number, Article("Token", said), by=by, proposal=one.id)
    return one.id


async def fault(store: Store) -> str:
    async with store.read("dao") as look:
        return await audit.verify(look)


async def said(look: Look, number: int = 2) -> list[str]:
    return [one.text for one in await charter.versions(look, number)]


async def test_an_amendment_is_a_version_and_an_entry_that_holds_hashes_only(dao: Store) -> None:
    await act(dao, begun)
    await act(dao, amended)
    await act(dao, lambda change: amended(change, 0, "Guests read."))
    async with dao.read("dao") as look:
        assert [(one.article, one.version) for one in await charter.now(look)] == [(1, 1), (2, 2), (3, 1)]
        assert await said(look) == ["It counts votes.", "It thanks people."]
        old, new = await charter.versions(look, 2)
        first, second = await ledger.decisions(look, charter.AMENDED)
        assert first.data == {
            "article": 2, "version": 2, "proposal": 1, "hash": new.hash, "before": old.hash,
        }  # fmt: skip
        assert (second.data["article"], second.data["version"], second.data["before"]) == (3, 1, "")
        assert "thanks" not in repr([first, second])
        assert old.salt != new.salt
        with pytest.raises(Refusal, match="There is no article 4"):
            await charter.get(look, 4)
    assert await fault(dao) == ""


@pytest.mark.parametrize(
    ("place", "to", "says"),
    [
        ((2, 2), {"text": "It is gold."}, "Version 2 of article 2"),
        ((2, 2), {"name": "Gold"}, "Version 2 of article 2"),
        ((2, 2), {"text": "", "salt": "", "hash": "ab"}, "Version 2 of article 2"),
        ((2, 2), {"version": 3}, "Version 2 of article 2"),
        ((2, 1), {"salt": "", "hash": "ab"}, "that the community began with"),
        ((1, 1), {"article": 7}, "that the community began with"),
    ],
)
async def test_whatever_is_rewritten_is_found(
    dao: Store, place: tuple[int, int], to: dict[str, str], says: str
) -> None:
    await act(dao, begun)
    await act(dao, amended)

    async def rewrite(change: Change) -> None:
        this = charter.c.article == place[0], charter.c.version == place[1]
        await change.run(update(charter.charter).where(*this).values(**to))

    await act(dao, rewrite)
    assert says in await fault(dao)


async def test_what_was_never_voted_on_or_was_taken_away_is_found(dao: Store) -> None:
    await act(dao, begun)

    async def slip(change: Change) -> None:
        row: Any = (await change.rows(select(*charter.c).where(charter.c.article == 2)))[0]._asdict()
        await change.run(insert(charter.charter), row | {"version": 2, "proposal": 5})

    async def gone(change: Change) -> None:
        await change.run(charter.charter.delete())

    await act(dao, slip)
    assert "Version 2 of article 2" in await fault(dao)
    await act(dao, gone)
    assert "that the community began with" in await fault(dao)


async def test_what_is_in_force_stays_and_what_was_replaced_is_erased_with_its_salt(dao: Store) -> None:
    await act(dao, begun)
    await act(dao, amended)
    await act(dao, lambda change: privacy.forget(change, BEN, 0))
    async with dao.read("dao") as look:
        assert await said(look) == ["It counts votes.", "It thanks people."]
        assert (await proposals.get(look, 1)).text == ""
    await act(dao, lambda change: amended(change, 2, "It is kept.", CY))
    async with dao.read("dao") as look:
        assert await said(look) == ["It counts votes.", "", "It is kept."]
        assert [bool(one.salt) for one in await charter.versions(look, 2)] == [True, False, True]
    assert await fault(dao) == ""


async def test_a_replaced_version_is_erased_when_its_author_leaves(dao: Store) -> None:
    await act(dao, begun)
    await act(dao, amended)
    await act(dao, lambda change: amended(change, 2, "It is kept.", CY))
    await act(dao, lambda change: privacy.forget(change, BEN, 0))
    async with dao.read("dao") as look:
        assert await said(look) == ["It counts votes.", "", "It is kept."]
    assert await fault(dao) == ""


@pytest.mark.parametrize(
    ("state", "left"), [("discussion", ""), ("voting", "Ours."), ("queued", "Ours."), ("defeated", "")]
)
async def test_what_is_being_decided_keeps_its_text_until_that_is_over(
    dao: Store, state: str, left: str
) -> None:
    async def work(change: Change) -> None:
        one = await proposals.add(
            change, "charter", BEN, "Change it", "Ours.", {"article": 2}, "constitutional"
        )
        await proposals.enter(change, one, state)
        await privacy.forget(change, BEN, 0)

    await act(dao, begun)
    await act(dao, work)
    async with dao.read("dao") as look:
        one = await proposals.get(look, 1)
        assert one.text == left
        assert bool(one.payload) == bool(left)
        assert await privacy.owed(look, BEN) == bool(left)
        assert [row.text for row in await proposals.versions(look, 1)] == [left]


async def test_co_authors_are_joined_told_apart_again_and_forgotten(dao: Store) -> None:
    async def work(change: Change) -> None:
        await people(change)
        for by in (ANA, CY):
            await proposals.add(change, "signal", by, "Oaks", "Ten.", {}, "ordinary")
        for number, who, state in (
            (1, BEN, "accepted"),
            (2, BEN, "asked"),
            (2, ANA, "accepted"),
            (1, CY, "asked"),
        ):
            await coauthors.put(change, number, who, state)

    async def found() -> list[dict[int, str]]:
        async with dao.read("dao") as look:
            return [await coauthors.of(look, number) for number in (1, 2)]

    await act(dao, work)
    before = await found()
    assert before == [{BEN: "accepted", CY: "asked"}, {BEN: "asked", ANA: "accepted"}]
    pair = await act(dao, joined)
    assert await found() == [{CY: "asked"}, {ANA: "accepted"}]  # nobody is co-author of their own
    await act(dao, lambda change: joining.part(change, pair))
    assert await found() == before
    await act(dao, lambda change: privacy.forget(change, BEN, 0))
    assert await found() == [{CY: "asked"}, {ANA: "accepted"}]
    async with dao.read("dao") as look:
        assert await coauthors.asked(look, CY) == [1]


async def test_a_co_author_who_leaves_takes_older_words_along_and_not_what_the_proposal_says(
    dao: Store,
) -> None:
    async def work(change: Change) -> None:
        await people(change)
        one = await proposals.add(change, "signal", ANA, "Oaks", "Ten.", {}, "ordinary")
        for text_, who in (("Eleven.", BEN), ("Twelve.", CY), ("Thirteen.", BEN)):
            one = await proposals.put(change, one.id, text=text_)
            await proposals.keep(change, one, who)
        await privacy.forget(change, BEN, 0)

    await act(dao, work)
    async with dao.read("dao") as look:
        assert [row.text for row in await proposals.versions(look, 1)] == ["Ten.", "", "Twelve.", "Thirteen."]
        assert (await proposals.get(look, 1)).text == "Thirteen."
        assert (await members.get(look, BEN)).forgotten


async def test_a_community_older_than_its_charter_is_given_one(blank: str, tmp_path: Path) -> None:
    older = Path(shutil.copytree(PLACE, tmp_path / "older"))
    for file in (older / "versions").glob("*.py"):
        if file.name >= "0034":
            file.unlink()
    await migrate(blank, older)
    made = text(
        "INSERT INTO community (id, name, preset, zone, state, founded, changes, entries, head) "
        "VALUES (:id, 'Garden', 'small circle', 'UTC', :state, 7, 0, 0, '')"
    )

    def work(connection: Connection) -> None:
        connection.execute(made, [{"id": "old", "state": "running"}, {"id": "new", "state": "founding"}])

    def alarms(connection: Connection) -> list[tuple[Any, ...]]:
        alarms = "SELECT community, kind, subject, due, extended, tries FROM alarm WHERE kind LIKE 'charter%'"
        found = connection.execute(text(alarms))
        return [tuple(one) for one in found]

    await run(blank, work)
    await migrate(blank)
    assert await run(blank, alarms) == [("old", charter.ADOPT, "", 7, 0, 0)]
