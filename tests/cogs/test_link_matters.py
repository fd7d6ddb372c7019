"""Nobody comes to stand on both sides of something open by linking accounts, on any platform."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.command import Event
from storage import ledger, members, objections, payouts, settling
from storage.store import Change
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, away, far, garden, looking, told
from tests.cogs.test_link import code, link

MONTH = "2026-10"


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def act(chat: Chat, work: Any) -> Any:
    return await chat.app.store.act(COMMUNITY, work)


async def who(chat: Chat, name: str) -> int:
    async with looking(chat) as look:
        return (await members.named(look, name)).id


async def payout(
    chat: Chat, gains: str, *, by: str = "", approver: str = "", kind: str = "filed", approves: bool = True
) -> int:
    """A payout that waits, filed by hand if somebody is named, with one word said on it."""
    await ask(chat, gains, "contribution log Something")
    gets, filer = await who(chat, gains), await who(chat, by) if by else 0
    votes = [await who(chat, approver)] if approver else []

    async def work(change: Change) -> int:
        lines = [payouts.Due(gets, "LEAF", 5)]
        subject = MONTH if kind == "rewards" else ""
        number = await payouts.file(
            change, kind, subject, lines, by=filer, reason="work", source="budget:1", needed=2
        )
        for one in votes:
            await payouts.say(change, number, one, approves=approves, reason="")
        return number

    return int(await act(chat, work))


async def entered(chat: Chat, giver: str, taker: str) -> str:
    return await ask(chat, taker, f"link enter {await code(chat, giver)}")


@pytest.mark.parametrize("approves", [True, False])
async def test_beneficiary_and_approver(chat: Chat, approves: bool) -> None:
    await payout(chat, "dee", approver="ben", approves=approves)
    shown = await entered(chat, "ben", "dee")
    assert "different sides of payout #1 (beneficiary and approver)" in shown
    assert "nothing" not in shown


async def test_beneficiary_and_filer(chat: Chat) -> None:
    await payout(chat, "dee", by="ben")
    assert "payout #1 (beneficiary and approver)" in await entered(chat, "ben", "dee")


async def test_beneficiary_and_approver_of_a_reward_line(chat: Chat) -> None:
    await payout(chat, "dee", approver="ben", kind="rewards")
    shown = await entered(chat, "dee", "ben")
    assert "the rewards of October 2026 (payout #1) (beneficiary and approver)" in shown


async def test_what_is_paid_stands_in_nobodys_way(chat: Chat) -> None:
    number = await payout(chat, "dee", approver="ben")
    await act(chat, lambda change: payouts.set_lines(change, number, [1], "paid", 1))
    assert "Are these two you?" in await entered(chat, "ben", "dee")


async def object_to(chat: Chat, line: str, by: str, kind: str) -> None:
    await ask(chat, line, "contribution log Something")
    await ask(chat, by, "contribution log Something else")
    whose, objector = await who(chat, line), await who(chat, by)
    await act(chat, lambda change: objections.add(change, MONTH, whose, objector, kind, "no"))


@pytest.mark.parametrize("kind", ["objection", "hold"])
async def test_both_parties_of_an_objection(chat: Chat, kind: str) -> None:
    await object_to(chat, "dee", "ben", kind)
    shown = await entered(chat, "ben", "dee")
    assert "the objection to dee's rewards of October 2026 (objector and beneficiary)" in shown


async def test_party_and_settler(chat: Chat) -> None:
    await object_to(chat, "dee", "eve", "objection")
    line, settler = await who(chat, "dee"), await who(chat, "ben")
    await act(chat, lambda change: objections.say(change, MONTH, line, settler, "strike"))
    assert "(beneficiary and settler)" in await entered(chat, "ben", "dee")
    assert "(objector and settler)" in await entered(chat, "ben", "eve")


async def test_what_is_settled_stands_in_nobodys_way(chat: Chat) -> None:
    await object_to(chat, "dee", "ben", "objection")
    line = await who(chat, "dee")
    await act(chat, lambda change: objections.settle(change, MONTH, line, "strike"))
    assert "Are these two you?" in await entered(chat, "ben", "dee")


async def test_a_collision_between_entering_and_confirming(chat: Chat) -> None:
    await entered(chat, "ben", "dee")
    await payout(chat, "dee", approver="ben")
    assert "different sides of payout #1" in await ask(chat, "ben", "link confirm 1")


async def test_every_matter_is_named(chat: Chat) -> None:
    await payout(chat, "dee", approver="ben")
    await object_to(chat, "dee", "ben", "objection")
    shown = await entered(chat, "ben", "dee")
    assert "payout #1" in shown
    assert "and the objection to dee's rewards" in shown


async def test_a_treasurer_never_approves_what_came_with_a_link(chat: Chat) -> None:
    number = await payout(chat, "dee", kind="rewards")
    await link(chat, "ben", "dee")
    ben = await who(chat, "ben")
    await act(chat, lambda change: payouts.say(change, number, ben, approves=True, reason=""))
    async with looking(chat) as look:
        standing = await settling.standing(look, await payouts.get(look, number))
        assert ben not in standing.counts[1].eligible
        assert standing.counts[1].approved == 0


async def test_approvals_of_both_count_once(chat: Chat) -> None:
    number = await payout(chat, "dee", approver="ben")
    cy = await who(chat, "cy")
    await act(chat, lambda change: payouts.say(change, number, cy, approves=True, reason=""))
    await link(chat, "ben", "cy")
    async with looking(chat) as look:
        assert len(await payouts.votes(look, number)) == 1


async def test_the_merged_cannot_approve_for_a_day(chat: Chat) -> None:
    number = await payout(chat, "dee")
    await link(chat, "ben", "eve")
    shown = await ask(chat, "ben", f"treasury approve {number}")
    assert "you can send, withdraw and approve in 1 day" in shown
    await ask(chat, "ana", "wait 1d")
    assert "linked lately" not in await ask(chat, "ben", f"treasury approve {number}")


async def test_across_platforms(chat: Chat) -> None:
    """A second place is bound with the admin's code, a member known there is linked, and dropped again."""
    assert "No community lives here yet" in told(await far(chat, away("bea"), "me"))
    given = (await ask(chat, "ana", "setup place")).partition("**")[2][:9]
    assert "administers this place" in told(await far(chat, away("bea"), f"join {given}"))
    host = away("bea", hosts=True)
    assert "belongs to Garden now" in told(await far(chat, host, f"join {given}"))
    assert "Are these two you?" in told(await far(chat, away("bea"), f"link enter {await code(chat, 'ben')}"))
    assert "Now ben confirms too" in told(await far(chat, away("bea"), "link confirm 1"))
    await ask(chat, "ben", "link confirm 1")
    assert "bea (matrix), ben (terminal)" in told(await far(chat, away("bea"), "me"))
    assert "1,000 LEAF" in told(await far(chat, away("bea"), "me"))
    await ask(chat, "ana", "wait 1d")
    assert "Drop bea (matrix)" in await ask(chat, "ben", "unlink matrix")
    await ask(chat, "ben", "1")
    assert "not a member here yet" in told(await far(chat, away("bea"), "me"))
    async with looking(chat) as look:
        assert await ledger.verify(look) is None


async def test_a_place_belongs_to_one_community(chat: Chat) -> None:
    given = (await ask(chat, "ana", "setup place")).partition("**")[2][:9]
    assert "only an admin" in (await ask(chat, "ben", "setup place")).lower()
    assert "do not know this code" in told(await far(chat, away("bea", hosts=True), "join ABCD2345"))
    assert "A code has 8" in told(await far(chat, away("bea", hosts=True), "join 1"))
    assert "belongs to Garden already" in await ask(chat, "ana", f"join {given}")
    await far(chat, away("bea", hosts=True), f"join {given}")
    other = away("cleo", platform="discord", room="77", hosts=True)
    assert "does not work any more" in told(await far(chat, other, f"join {given}"))
    founded = 'setup "small circle" treasurers=@ana,@ben'
    assert "founded already" in told(await far(chat, away("bea", hosts=True), founded))


async def test_a_code_of_another_community_is_unknown(chat: Chat) -> None:
    people = {"<discord:x>": "x", "<discord:y>": "y"}
    host = Event("1", "discord", "77", "cleo", "cleo", hosts=True, people=people)
    assert "2 people invited" in told(await far(chat, host, 'setup "small circle" treasurers=@x,@y'))
    for name in ("x", "y"):
        yes = away(name, platform="discord", room="77")
        assert "You accepted" in told(await far(chat, yes, "role accept"))
    preview = await far(chat, away("cleo", platform="discord", room="77", hosts=True), "setup finish")
    confirm = away("cleo", platform="discord", room="77", hosts=True)
    assert "Found" in told(await chat.app.table.run(confirm, preview.buttons[0].call))
    given = await code(chat, "ben")
    stranger = away("x", platform="discord", room="77")
    assert "do not know this code" in told(await far(chat, stranger, f"link enter {given}"))
