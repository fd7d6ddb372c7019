"""Bringing in a history: what is read, what is refused by its line, all or nothing, and real records."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import importing
from bot.importing import Report
from rules import months
from rules.errors import Refusal
from storage import communities, contributions, members, runs
from storage.contributions import Work
from storage.store import Change, Store
from tests.golden.data import FOLDER, needs

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await Store.open(f"sqlite:///{tmp_path}/history.db", lambda: NOW)

    async def settle(change: Change) -> None:
        await communities.alter(change, zone="Europe/Lisbon", state=communities.RUNNING)
        await runs.arm(change, await runs.this_month(change))
        await members.admit(change, "terminal", "ana", "Ana")

    await store.found("dao", settle)
    yield store
    await store.close()


async def bring(store: Store, path: Path, kind: str = "praise", **more: Any) -> Report:
    columns, only = more.pop("columns", {}), more.pop("only", {})
    return await importing.run(store, "dao", kind, path, columns, only, **more)


def file(tmp_path: Path, text: str, name: str = "rows.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


async def works(store: Store, month: str = "2026-11") -> list[Work]:
    async with store.read("dao") as look:
        return await contributions.of_month(look, month)


async def name_of(store: Store, number: int) -> str:
    async with store.read("dao") as look:
        return await members.name(look, number)


async def test_a_table_of_praise_comes_in(store: Store, tmp_path: Path) -> None:
    path = file(
        tmp_path, 'by,to,why,date\nana,@ben,"for a, b",2026-11-02\nben,ana;cy,,2026-11-03T18:00:00+01:00\n'
    )
    report = await bring(store, path)
    assert (report.added, report.people, report.bad) == (2, 2, [])
    one, two = await works(store)
    assert (one.kind, one.what, one.at) == ("praise", "for a, b", datetime(2026, 11, 2, tzinfo=UTC))
    assert (two.what, two.at, len(two.receivers)) == ("–", datetime(2026, 11, 3, 17, tzinfo=UTC), 2)
    assert [await name_of(store, who) for who in (one.by, *one.receivers)] == ["Ana", "ben"]
    assert one.by in two.receivers


async def test_contributions_come_in_with_all_they_have(store: Store, tmp_path: Path) -> None:
    rows = [
        {"author": "ben", "what": "the parser", "date": "2026-11-02", "category": "Code", "hours": 1.5},
        {
            "author": "cy",
            "what": "the page",
            "date": "2026-11-02",
            "with": ["ben", "cy"],
            "link": "https://a.org",
        },
    ]
    path = file(tmp_path, "\n".join(map(json.dumps, rows)), "rows.jsonl")
    assert (await bring(store, path, "contributions")).added == 2
    one, two = await works(store)
    assert (one.kind, one.category, one.minutes, one.receivers) == ("log", "code", 90, (one.by,))
    assert (two.link, two.receivers) == ("https://a.org", tuple(sorted((one.by, two.by))))


async def test_columns_of_any_name_and_other_signs_between_them(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, "\ufeffGiver;Receiver;When\nben;cy;2026-11-02\n")
    columns = {"by": "Giver", "to": "Receiver", "date": "When"}
    assert (await bring(store, path, columns=columns)).added == 1


async def test_only_rows_that_are_meant(store: Store, tmp_path: Path) -> None:
    rows = [{"from": "ben", "to": "cy", "date": "2026-11-02", "round": n % 3} for n in range(9)]
    path = file(tmp_path, "\n".join(map(json.dumps, rows)))
    assert (await bring(store, path, only={"round": "1"})).added == 3
    assert (await bring(store, path, only={"round": "2"})).added == 3


async def test_a_month_can_be_said_for_all_rows(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, "by,to,date\nben,cy,\nben,dee,2025-01-31\n")
    assert (await bring(store, path, month="2026-10")).added == 2
    one, two = await works(store, "2026-10")
    assert (one.at, two.at) == (datetime(2026, 9, 30, 23, tzinfo=UTC), datetime(2025, 1, 31, tzinfo=UTC))


async def test_people_are_known_since_they_first_appear(store: Store, tmp_path: Path) -> None:
    await bring(store, file(tmp_path, "by,to,date\nben,cy,2026-11-02\ncy,Ben,2026-03-01\n"))
    async with store.read("dao") as look:
        ben = await members.named(look, "ben")
        assert ben.known_since == datetime(2026, 3, 1, tzinfo=UTC)
        assert await members.identities(look, ben.id) == [("import", "ben")]
        assert (await members.named(look, "ana")).known_since == NOW


@pytest.mark.parametrize(
    "written",
    ["Ana", "ana", "ANA", "@ana", "@Ana", " @ ANA ", "\u200bana", "ana\u00a0", "\u202eAna\u202c"],
)
async def test_who_is_here_is_meant_however_the_name_is_written(
    store: Store, tmp_path: Path, written: str
) -> None:
    path = file(tmp_path, f"by,to,date\n{written},ben,2026-11-02\nben,{written},2026-11-02\n")
    report = await bring(store, path)
    assert (report.added, report.people) == (2, 1)
    one, two = await works(store)
    assert [await name_of(store, who) for who in (one.by, *one.receivers)] == ["Ana", "ben"]
    assert two.receivers == (one.by,)


async def test_accents_are_the_same_however_they_are_coded(store: Store, tmp_path: Path) -> None:
    async def come(change: Change) -> None:
        await members.admit(change, "terminal", "jose", "Jose\u0301")

    await store.act("dao", come)
    path = file(tmp_path, "by,to,date\nJOS\u00c9,ben,2026-11-02\njose\u0301,be\u0301n,2026-11-02\n")
    assert (await bring(store, path)).people == 2
    one, two = await works(store)
    assert one.by == two.by
    assert one.receivers != two.receivers


BAD = """by,to,why,date
ben,cy,fine,2026-11-02
,cy,nobody,2026-11-02
ben,,nobody,2026-11-02
ben,cy,no date,
ben,cy,odd date,2.11.2026
ben,cy,future,2026-11-25
ben,cy
ben,"two
lines",fine,2026-11-02
ben,cy,impossible,2026-02-30
"""
REASONS = [
    (3, "by is empty."),
    (4, "to is empty."),
    (5, "date is empty; say --month if all rows are of one month."),
    (6, "'2.11.2026' is no date such as 2026-11-30 or 2026-11-30T18:00:00+00:00."),
    (7, "2026-11-25 lies in the future."),
    (8, "There are 2 columns where the head has 4."),
    (11, "'2026-02-30' is no date such as 2026-11-30 or 2026-11-30T18:00:00+00:00."),
]


async def test_bad_rows_are_named_by_line_and_nothing_comes_in(store: Store, tmp_path: Path) -> None:
    report = await bring(store, file(tmp_path, BAD))
    assert (report.added, report.bad) == (0, REASONS)
    assert await works(store) == []
    async with store.read("dao") as look:
        assert [one.name for one in await members.everybody(look)] == ["Ana"]


async def test_good_rows_come_in_beside_bad_ones_if_asked(store: Store, tmp_path: Path) -> None:
    report = await bring(store, file(tmp_path, BAD), skip_bad=True)
    assert (report.added, report.bad) == (2, REASONS)
    assert [one.what for one in await works(store)] == ["fine", "fine"]


async def test_json_lines_are_checked_too(store: Store, tmp_path: Path) -> None:
    rows = ['{"by": "ben", "to": "cy", "date": "2026-11-02"}', "", "{broken", "[1]", '{"by": "ben"}']
    rows += [
        '{"by": "ben", "to": ["cy", ""], "date": "2026-11-02"}',
        '{"by": "ben", "to": [], "date": "2026-11-02"}',
    ]
    report = await bring(store, file(tmp_path, "\n".join(rows)), skip_bad=True)
    assert (report.added, [line for line, _ in report.bad]) == (2, [3, 4, 5, 7])


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"link": "javascript:x"}, "A link begins"),
        ({"hours": "800"}, "744 hours"),
        ({"category": "<b>"}, "A category is"),
        ({"text": "x" * 10_001}, "at most 10,000"),
        ({"by": "x" * 65}, "longer than 64"),
        ({"with": ";".join(f"p{n}" for n in range(101))}, "1 to 100 people"),
        ({"date": "0001-01-01"}, "not in a year"),
        ({"date": "9999-12-31T23:59:59-12:00"}, "not in a year"),
    ],
)
async def test_what_no_contribution_can_hold(
    store: Store, tmp_path: Path, row: dict[str, str], words: str
) -> None:
    whole = {"by": "ben", "text": "x", "date": "2026-11-02"} | row
    report = await bring(store, file(tmp_path, json.dumps(whole)), "contributions")
    assert report.added == 0
    assert words in report.bad[0][1]


async def test_a_frozen_month_takes_nothing(store: Store, tmp_path: Path) -> None:
    async with store.change("dao") as change:
        await runs.put(change, "2026-11", state=months.FROZEN)
    path = file(tmp_path, "by,to,date\nben,cy,2026-11-02\nben,cy,2026-10-02\n")
    assert await bring(store, path) == Report(
        bad=[(2, "November 2026 is frozen, so nothing can be added to it.")]
    )
    report = await bring(store, path, skip_bad=True)
    assert (report.added, len(report.bad), len(await works(store, "2026-10"))) == (1, 1, 1)


async def test_the_same_rows_come_in_once(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, "by,to,date\nben,cy,2026-11-02\n")
    await bring(store, path)
    with pytest.raises(Refusal, match="imported before"):
        await bring(store, path)
    assert len(await works(store)) == 1


async def test_what_cannot_be_read_is_refused(store: Store, tmp_path: Path) -> None:
    good = file(tmp_path, "by,to,date\nben,cy,2026-11-02\n")
    latin = tmp_path / "latin.csv"
    latin.write_bytes("by,to,date\nJosé,cy,2026-11-02\n".encode("latin-1"))
    for path, more, words in (
        (good, {"kind": "bounties"}, "Import praise or contributions"),
        (good, {"columns": {"too": "to"}}, "no column 'too' to map"),
        (good, {"columns": {"to": "receiver"}}, "no column 'receiver'; it has by, to and date"),
        (good, {"only": {"round": "5"}}, "no column 'round'"),
        (good, {"kind": "contributions"}, "no column 'text'"),
        (good, {"month": "2027-01"}, "January 2027 has not begun"),
        (good, {"month": "soon"}, "Write a month"),
        (tmp_path / "none.csv", {}, "cannot read"),
        (file(tmp_path, "", "empty.csv"), {}, "no column"),
        (latin, {}, "not text in UTF-8"),
    ):
        with pytest.raises(Refusal, match=words):
            await bring(store, path, **more)
    assert await works(store) == []


async def test_a_table_without_rows_brings_nothing(store: Store, tmp_path: Path) -> None:
    assert await bring(store, file(tmp_path, "by,to,date\n")) == Report()


@needs
async def test_a_real_round_comes_in_whole(store: Store) -> None:
    report = await bring(store, FOLDER / "tec_scores_r01_r12.jsonl", only={"round": "7"}, month="2026-11")
    assert (report.added, report.bad) == (1731, [])
    found = await works(store)
    assert len({one.by for one in found} | {who for one in found for who in one.receivers}) == report.people
    assert all(len(one.receivers) == 1 and one.what == "–" for one in found)


@needs
async def test_real_texts_come_in_as_they_were(store: Store) -> None:
    path = FOLDER / "praise_tec_r05_r06.jsonl"
    report = await bring(store, path)
    assert (report.added, report.bad) == (3138, [])
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    months_ = sorted({row["date"][:7] for row in rows})
    found = [one.what for month in months_ for one in await works(store, month)]
    assert sorted(found) == sorted((row.get("text") or "").strip() or "–" for row in rows)


@needs
async def test_the_one_row_without_a_receiver_is_named(store: Store) -> None:
    path = FOLDER / "praise_ih_2020_2021.jsonl"
    report = await bring(store, path)
    assert (report.added, report.bad) == (0, [(3472, "to is empty.")])
    assert (await bring(store, path, skip_bad=True)).added == 7624


@pytest.mark.slow
async def test_a_large_history_comes_in_and_is_read_back(store: Store, tmp_path: Path) -> None:
    for rows in (2_000, 20_000):
        head = f"by,what,date,n\n{rows},x,2026-10-01,x\n"
        lines = (
            f"p{n % (rows // 10)},thing {n},2026-{'05' if rows < 9_000 else '06'}-{1 + n % 28:02},{n}\n"
            for n in range(rows)
        )
        path = file(tmp_path, head + "".join(lines), f"{rows}.csv")
        assert (await bring(store, path, "contributions")).added == rows + 1
        assert len(await works(store, "2026-05" if rows < 9_000 else "2026-06")) == rows
    async with store.read("dao") as look:
        assert NOW - (await members.named(look, "p7")).known_since > timedelta(days=100)
