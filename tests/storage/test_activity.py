"""Counting by day, and nothing else."""

from storage import activity
from storage.store import Store


async def test_kinds_are_counted_by_day_and_summed_by_month(dao: Store) -> None:
    async with dao.change("dao") as change:
        for who, kind, day in (
            (1, "messages", "2026-11-01"),
            (1, "messages", "2026-11-01"),
            (1, "messages", "2026-11-30"),
            (1, "replies", "2026-11-30"),
            (1, "messages", "2026-12-01"),
            (1, "messages", "2026-10-31"),
            (2, "reactions", "2026-11-02"),
        ):
            await activity.count(change, who, kind, day)
        assert await activity.of_month(change, "2026-11") == {
            1: {"messages": 3, "replies": 1},
            2: {"reactions": 1},
        }
        assert await activity.of_member(change, 1, "2026-11") == {
            "2026-11-01": {"messages": 2},
            "2026-11-30": {"messages": 1, "replies": 1},
        }
        assert sorted(await activity.of_member(change, 1)) == [
            "2026-10-31",
            "2026-11-01",
            "2026-11-30",
            "2026-12-01",
        ]


async def test_erasing_takes_one_member_only(dao: Store) -> None:
    async with dao.change("dao") as change:
        for who in (1, 2):
            await activity.count(change, who, "messages", "2026-11-01")
        await activity.erase(change, 1)
        assert await activity.of_month(change, "2026-11") == {2: {"messages": 1}}


async def test_a_thread_is_counted_once_a_day_and_forgotten_with_the_rest(dao: Store) -> None:
    async with dao.change("dao") as change:
        for who, thread, day in (
            (1, "idea/1", "2026-11-01"),
            (1, "idea/1", "2026-11-01"),
            (1, "idea/1", "2026-11-02"),
            (1, "idea/12", "2026-11-02"),
            (12, "idea/1", "2026-11-01"),
        ):
            await activity.helped(change, who, thread, day)
        assert await activity.of_month(change, "2026-11") == {1: {"threads": 3}, 12: {"threads": 1}}
        await activity.erase(change, 1)
        await activity.helped(change, 1, "idea/1", "2026-11-01")
        await activity.helped(change, 12, "idea/1", "2026-11-01")
        assert await activity.of_month(change, "2026-11") == {1: {"threads": 1}, 12: {"threads": 1}}
