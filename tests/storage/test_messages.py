"""The outbox: written with its cause, sent in order, shown once (ARCHITECTURE 3)."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from rules.errors import Refusal
from storage import communities, members, outbox
from storage.store import Store
from tests.storage.conftest import START, Hand, Note

MINUTE = timedelta(minutes=1)
ALL = ("terminal", "discord", "matrix")


@pytest.fixture
async def two(dao: Store) -> Store:
    """A community in two places, with one member."""
    async with dao.change("dao") as change:
        await communities.bind(change, "discord", "7")
        await communities.set_channel(change, "discord", "7", "treasury", "200")
        await members.admit(change, "terminal", "ana", "ana")
    return dao


async def say(store: Store, *bodies: str, topic: str = "general", **more: str) -> None:
    async with store.change("dao") as change:
        for body in bodies:
            await change.say(topic, Note(body), **more)


async def show(store: Store, body: str, subject: str = "payout/1", **more: str) -> None:
    async with store.change("dao") as change:
        await change.show("treasury", Note(body), subject=subject, **more)


async def take(store: Store, *platforms: str) -> Sequence[Any]:
    return await outbox.take(store, platforms or ALL, 50, MINUTE)


async def deliver(store: Store, *platforms: str) -> list[str]:
    """Send everything that can be sent; what went out, as `platform: body`."""
    out = []
    while rows := await take(store, *platforms):
        for row in rows:
            out.append(f"{row.platform}: {row.card['body']}")
            await outbox.sent(store, row, row.at or f"ref-{row.key[:6]}")
    return out


async def test_a_post_goes_to_every_place_with_the_channel_of_its_topic(two: Store) -> None:
    await say(two, "hello", topic="treasury")
    one, other = sorted(await take(two), key=lambda row: row.platform)
    assert (one.platform, one.room, one.channel, one.verb, one.topic) == (
        "discord",
        "7",
        "200",
        "say",
        "treasury",
    )
    assert (other.platform, other.room, other.channel) == ("terminal", "home", "")
    assert (one.card, one.tries, one.at, one.parent, one.account) == ({"body": "hello"}, 1, "", "", "")
    assert one.key != other.key
    assert all(len(row.key) <= 25 for row in (one, other))


async def test_what_was_not_committed_is_not_said(two: Store) -> None:
    with pytest.raises(Refusal):
        async with two.change("dao") as change:
            await change.say("general", Note("never"))
            raise Refusal("No.")
    assert await take(two) == []


async def test_each_lane_is_sent_in_the_order_of_its_causes(two: Store) -> None:
    await say(two, "a", "b")
    await say(two, "c")
    assert await deliver(two, "discord") == ["discord: a", "discord: b", "discord: c"]
    assert await deliver(two) == ["terminal: a", "terminal: b", "terminal: c"]


async def test_what_cannot_be_sent_yet_holds_back_only_its_own_lane(two: Store, clock: Hand) -> None:
    await say(two, "a", "b", topic="general")
    await say(two, "t", topic="treasury")
    first = next(row for row in await take(two, "discord") if row.channel == "")
    await outbox.postpone(two, first, clock.now + timedelta(minutes=5))
    clock.move(seconds=61)  # the other lease is over
    assert await deliver(two, "discord") == ["discord: t"]
    assert await outbox.next_due(two, ("discord",)) == clock.now + timedelta(minutes=5, seconds=-61)
    clock.move(minutes=5)
    assert await deliver(two, "discord") == ["discord: a", "discord: b"]


async def test_a_message_given_up_lets_the_next_through(two: Store) -> None:
    await say(two, "a", "b")
    [first] = await take(two, "terminal")
    await outbox.gone(two, first)
    assert await deliver(two, "terminal") == ["terminal: b"]


async def test_two_workers_never_take_one_message(two: Store) -> None:
    async with two.change("dao") as change:
        for number in range(30):
            await communities.set_channel(change, "discord", "7", f"t{number}", str(number))
            await change.say(f"t{number}", Note(str(number)))
    taken = await asyncio.gather(*(outbox.take(two, ("discord",), 7, MINUTE) for _ in range(6)))
    lines = [row.channel for rows in taken for row in rows]
    assert sorted(lines, key=int) == [str(number) for number in range(30)]


async def test_one_lane_is_never_in_two_hands(two: Store) -> None:
    await say(two, "a", "b", "c")
    taken = await asyncio.gather(*(take(two, "terminal") for _ in range(5)))
    assert [row.card["body"] for rows in taken for row in rows] == ["a"]


async def test_a_lease_that_ended_is_taken_over_and_its_old_holder_changes_nothing(
    two: Store, clock: Hand
) -> None:
    await say(two, "a")
    [old] = await take(two, "terminal")
    clock.move(seconds=60)
    assert await take(two, "terminal") == []
    clock.move(seconds=1)
    [new] = await take(two, "terminal")
    assert (old.tries, new.tries) == (1, 2)
    await outbox.gone(two, old)
    await outbox.postpone(two, old, clock.now + timedelta(days=9))
    await outbox.sent(two, new, "ref")
    assert await take(two, "terminal") == []
    assert await outbox.next_due(two, ("terminal",)) is None


async def test_a_restart_may_release_what_a_dead_process_held(two: Store) -> None:
    await say(two, "a")
    await take(two, "terminal")
    assert await take(two, "terminal") == []
    await outbox.release(two)
    assert await deliver(two, "terminal") == ["terminal: a"]


async def test_a_message_that_a_change_is_about_to_alter_holds_up_nobody(two: Store) -> None:
    if two.embedded:
        pytest.skip("SQLite has one writer at a time")
    await show(two, "a", "payout/1")
    await say(two, "b", topic="general")
    async with two.change("dao") as change:
        await change.show("treasury", Note("a2"), subject="payout/1")
        async with asyncio.timeout(5):
            assert {row.card["body"] for row in await take(two, "discord")} == {"b"}
    assert {row.card["body"] for row in await take(two, "discord")} == {"a2"}


async def test_the_next_moment_is_that_of_the_first_of_each_lane(two: Store, clock: Hand) -> None:
    assert await outbox.next_due(two, ALL) is None
    await say(two, "a", "b")
    assert await outbox.next_due(two, ALL) == START
    [first] = await take(two, "terminal")
    assert await outbox.next_due(two, ("terminal",)) == START + MINUTE
    await outbox.postpone(two, first, START + 3 * MINUTE)
    assert await outbox.next_due(two, ("terminal",)) == START + 3 * MINUTE
    assert await outbox.next_due(two, ("matrix",)) is None


async def test_a_card_is_posted_once_and_edited_from_then_on(two: Store) -> None:
    await show(two, "v1")
    assert sorted(await deliver(two)) == ["discord: v1", "terminal: v1"]
    await show(two, "v2")
    rows = {row.platform: row for row in await take(two)}
    assert all(row.at.startswith("ref-") for row in rows.values())
    for row in rows.values():
        await outbox.sent(two, row, row.at)
    found = await outbox.shown_at(two, "discord", "7", rows["discord"].at)
    assert found is not None
    assert (found.community, found.subject, found.card) == ("dao", "payout/1", {"body": "v2"})
    async with two.read("dao") as look:
        assert await outbox.card_of(look, "payout/1") == {"body": "v2"}
        assert await outbox.card_of(look, "payout/2") is None


async def test_many_changes_of_a_card_that_nobody_has_begun_to_send_are_one_message(two: Store) -> None:
    for number in range(5):
        await show(two, f"v{number}")
    assert sorted(await deliver(two)) == ["discord: v4", "terminal: v4"]
    for number in range(5, 9):
        await show(two, f"v{number}")
    assert sorted(await deliver(two)) == ["discord: v8", "terminal: v8"]


async def test_a_card_that_is_being_sent_is_followed_by_its_edit(two: Store) -> None:
    await show(two, "v1")
    [first] = await take(two, "terminal")
    await show(two, "v2")
    await outbox.sent(two, first, "ref")
    [second] = await take(two, "terminal")
    assert (second.card, second.at) == ({"body": "v2"}, "ref")


async def test_a_card_that_was_deleted_is_shown_anew(two: Store) -> None:
    await show(two, "v1")
    await deliver(two, "terminal")
    await show(two, "v2")
    [edit] = await take(two, "terminal")
    await outbox.gone(two, edit)
    [fresh] = await take(two, "terminal")
    assert (fresh.card, fresh.at) == ({"body": "v2"}, "")
    await outbox.sent(two, fresh, "new")
    await show(two, "v3")
    [edit] = await take(two, "terminal")
    assert edit.at == "new"


async def test_a_card_that_can_be_posted_nowhere_is_given_up(two: Store) -> None:
    await show(two, "v1")
    [post] = await take(two, "terminal")
    await outbox.gone(two, post)
    assert await take(two, "terminal") == []
    await show(two, "v2")
    assert await deliver(two, "terminal") == ["terminal: v2"]


async def test_an_announcement_about_a_subject_does_not_displace_its_card(two: Store) -> None:
    await show(two, "card")
    await deliver(two, "terminal")
    await say(two, "news", subject="payout/1", topic="treasury")
    [news] = await take(two, "terminal")
    await outbox.sent(two, news, "news")
    found = await outbox.shown_at(two, "terminal", "home", "news")
    assert found is not None
    assert (found.subject, found.card) == ("payout/1", {"body": "news"})
    await show(two, "card 2")
    [edit] = await take(two, "terminal")
    assert edit.at not in {"", "news"}
    async with two.read("dao") as look:
        assert await outbox.card_of(look, "payout/1") == {"body": "card"}


async def test_what_is_said_about_nothing_is_found_by_its_reference_too(two: Store) -> None:
    await say(two, "a", "b")
    await deliver(two, "terminal")
    async with two.read("dao") as look:
        assert await look.value(select(func.count()).select_from(outbox.shown)) == 2
    assert await outbox.shown_at(two, "terminal", "home", "nothing") is None


async def test_steps_go_into_the_thread_of_the_card(two: Store) -> None:
    await show(two, "card")
    await deliver(two, "terminal")
    await say(two, "step", thread="payout/1", topic="treasury")
    [step] = await take(two, "terminal")
    async with two.read("dao") as look:
        ref = await look.value(select(outbox.shown.c.ref))
    assert (step.parent, step.thread, step.at) == (ref, "payout/1", "")


async def test_a_message_is_sent_and_marked_again_without_harm(two: Store) -> None:
    await show(two, "card")
    [row] = await take(two, "terminal")
    for _ in range(2):
        await outbox.sent(two, row, "ref")
    async with two.read("dao") as look:
        assert await look.value(select(func.count()).select_from(outbox.shown)) == 1


async def test_a_note_goes_to_the_oldest_account(two: Store, clock: Hand) -> None:
    clock.move(seconds=1)
    async with two.change("dao") as change:
        await members.identify(change, 1, "discord", "99")
        await change.whisper(1, Note("psst"), subject="link/1")
    [row] = await take(two)
    assert (row.platform, row.account, row.verb, row.subject) == ("terminal", "ana", "whisper", "link/1")


@pytest.mark.parametrize(
    ("kind", "facts", "heard"),
    [
        ("", {}, True),
        ("duties", {}, True),
        ("votes", {}, False),
        ("votes", {"wants": ["votes"]}, True),
        ("", {"gone": True}, False),
        ("", {"forgotten": True}, False),
    ],
)
async def test_a_note_of_a_kind_is_for_who_wants_it(
    two: Store, kind: str, facts: dict[str, Any], heard: bool
) -> None:
    async with two.change("dao") as change:
        if facts:
            await members.alter(change, 1, **facts)
        await change.whisper(1, Note("psst"), kind=kind)
    assert len(await take(two)) == heard


async def test_notes_to_many_do_not_wait_for_each_other(two: Store) -> None:
    async with two.change("dao") as change:
        for number in range(10):
            one = await members.admit(change, "terminal", f"m{number}", f"m{number}")
            await change.whisper(one.id, Note(str(number)))
    assert len(await take(two)) == 10


async def test_a_long_queue_comes_out_as_it_went_in(two: Store) -> None:
    await say(two, *map(str, range(40)))
    assert await deliver(two, "terminal") == [f"terminal: {number}" for number in range(40)]
