"""Proposals from draft to verdict: who opens one, whose votes count how much, and what they come to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import ledger, proposals
from storage.proposals import Proposal
from tests.chat import Chat
from tests.cogs.garden import ask, looking, played

FOUNDERS = ("ana", "ben", "cy", "dee")
FOUNDED = """hal> people hal ana ben cy dee eve fay gus
hal> setup "{}" name=Garden token=LEAF founders=@ana,@ben,@cy,@dee treasurers=@ana,@ben,@cy guardian=@gus
{}hal> setup finish
hal> 1
"""
ACCEPTED = "".join(f"{who}> role accept\n" for who in (*FOUNDERS, "gus"))
SMALL, GROWING = (FOUNDED.format(preset, ACCEPTED) for preset in ("small circle", "growing community"))
OAKS = 'proposal signal "Plant oaks" Ten of them, by the gate.'
FOURTH = "proposal role grant treasurer @dee We need a fourth."
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    """A small circle: four hold 1,000 each, hal is its admin, gus its guardian."""
    async with played(tmp_path, SMALL) as chat:
        yield chat


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Chat]:
    """The same people as a growing community, where locks weigh more and a proposal needs 1 % of all power."""
    async with played(tmp_path, GROWING) as chat:
        yield chat


async def both(chat: Chat, who: str, text: str) -> str:
    """Ask, see the preview, confirm."""
    seen = await ask(chat, who, text)
    assert "Nothing has happened yet." in seen, seen
    return await ask(chat, who, "1")


async def rule(chat: Chat, **values: str) -> None:
    """The admin sets parameters before the first vote."""
    for name, value in values.items():
        await both(chat, "hal", f"setup parameter {name} {value}")


async def get(chat: Chat, number: int = 1) -> Proposal:
    async with looking(chat) as look:
        return await proposals.get(look, number)


async def draft(chat: Chat, who: str, text: str) -> int:
    """Make a proposal; its number."""
    await both(chat, who, text)
    async with looking(chat) as look:
        return (await proposals.every(look))[-1].id


async def reach(chat: Chat, number: int, more: timedelta = timedelta()) -> str:
    """Let time pass until a state ends, and some; what was shown meanwhile."""
    end = (await get(chat, number)).until
    assert end
    return await ask(chat, "eve", f"wait {(end + more - chat.app.clock()) // SECOND}s")


async def opened(chat: Chat, who: str, text: str) -> int:
    """Make a proposal and wait until the first second in which votes count."""
    number = await draft(chat, who, text)
    await reach(chat, number, SECOND)
    assert (await get(chat, number)).state == "voting"
    return number


async def cast(chat: Chat, number: int, **choices: str) -> str:
    """Everybody votes in turn; the last answer."""
    shown = ""
    for who, choice in choices.items():
        shown = await ask(chat, who, f"vote cast {number} {choice}")
        assert "✗" not in shown, shown
    return shown


async def show(chat: Chat, number: int = 1) -> str:
    return await ask(chat, "eve", f"proposal show {number}")


async def votes(chat: Chat, number: int = 1) -> str:
    """The tally on the card."""
    (found,) = (line for line in (await show(chat, number)).splitlines() if line.startswith("Votes: "))
    return found.removeprefix("Votes: ")


async def closed(chat: Chat, number: int = 1) -> str:
    """Wait for the close; the state that it led to."""
    await reach(chat, number, SECOND)
    return (await get(chat, number)).state


async def send(chat: Chat, who: str, to: str, amount: str) -> None:
    await both(chat, who, f"token send @{to} {amount}")


# From draft to vote


async def test_sponsors_open_what_its_author_cannot_and_take_it_back(town: Chat) -> None:
    for who, amount in (("gus", "30"), ("eve", "10"), ("fay", "9.999999")):
        await send(town, "ana", who, amount)
    assert await draft(town, "gus", OAKS) == 1
    assert "30 votes; its discussion takes 1 % of the 4,000 that count" in await show(town)
    assert "✗ A sponsor needs votes" in await ask(town, "hal", "proposal sponsor 1")
    assert "✗ You stand behind your own" in await ask(town, "gus", "proposal sponsor 1")
    assert "You stand behind" in await ask(town, "fay", "proposal sponsor 1")
    assert "Behind it: 39.999999 votes" in await show(town)
    assert (await get(town)).state == "draft"
    assert "no longer stand behind" in await ask(town, "fay", "proposal sponsor 1")
    assert "Behind it: 30 votes" in await show(town)
    await ask(town, "eve", "proposal sponsor 1")
    assert (await get(town)).state == "discussion"
    assert "takes no sponsors" in await ask(town, "fay", "proposal sponsor 1")


async def test_an_edit_clears_sponsors_and_keeps_what_was_said(town: Chat) -> None:
    await send(town, "ana", "eve", "40")
    await draft(town, "gus", OAKS)
    await ask(town, "eve", "proposal sponsor 1")
    await ask(town, "eve", "wait 47h")
    assert "✗ Only gus" in await ask(town, "ana", "proposal edit 1 Nine of them.")
    assert "-Ten of them" in await both(town, "gus", "proposal edit 1 Nine of them.")
    async with looking(town) as look:
        assert await proposals.sponsors(look, 1) == []
    await ask(town, "eve", "wait 2h")
    assert (await get(town)).state == "draft"
    history = await ask(town, "eve", "proposal history 1")
    assert "Ten of them, by the gate." in history
    assert "Nine of them." in history


async def test_an_edit_by_who_has_the_power_begins_the_discussion_anew(town: Chat) -> None:
    await draft(town, "ana", OAKS)
    await ask(town, "eve", "wait 47h")
    await both(town, "ana", "proposal edit 1 Nine of them.")
    assert (await get(town)).until == town.app.clock() + 48 * HOUR
    await ask(town, "eve", "wait 2h")
    assert (await get(town)).state == "discussion"


async def test_the_second_of_the_snapshot_is_too_early_and_the_closing_one_counts(chat: Chat) -> None:
    await draft(chat, "ana", OAKS)
    await reach(chat, 1)
    assert "✗ Voting on proposal #1 opens this second" in await ask(chat, "ana", "vote cast 1 for")
    await ask(chat, "eve", "wait 1s")
    assert "with 1,000 votes" in await cast(chat, 1, ana="for")
    for text in ("proposal edit 1 Nine.", "proposal cancel 1"):
        assert "✗ Proposal #1 is open for votes" in await ask(chat, "ana", text)
    await reach(chat, 1)
    assert "with 1,000 votes" in await cast(chat, 1, ben="against")
    await chat.app._move(SECOND)
    chat.terminal.speaker = "cy"
    late = await chat.app.table.say(chat.terminal.event(), "vote cast 1 for")
    assert (late.tone, late.body[:31]) == ("refusal", "Voting on proposal #1 is over; ")
    await ask(chat, "eve", "wait 1s")
    assert (await get(chat)).result["for"] == (await get(chat)).result["against"] == 1000 * 10**6
    assert "✗ Proposal #1 takes no votes: it is defeated" in await ask(chat, "cy", "vote cast 1 for")


async def test_what_is_sent_or_locked_after_the_opening_changes_no_weight(town: Chat) -> None:
    await opened(town, "ana", OAKS)
    await send(town, "ana", "eve", "1000")
    await both(town, "ben", "lock new 1000 200w")
    await both(town, "dee", "vote delegate @cy")
    await cast(town, 1, ana="for", ben="against", cy="abstain", eve="for")
    assert await votes(town) == "1,000 For, 1,000 Against, 1,000 Abstain"
    assert "Without power: 1 member" in await show(town)


async def test_locks_before_the_opening_weigh_more(town: Chat) -> None:
    await both(town, "ben", "lock new 1000 208w")
    await opened(town, "ana", OAKS)
    await cast(town, 1, ana="for", ben="against")
    result = (await votes(town)).split()
    assert result[0] == "1,000"
    assert 3_900 < float(result[2].replace(",", "")) < 4_000


async def test_a_vote_needs_two_who_hold_power(chat: Chat) -> None:
    for who in ("ben", "cy", "dee"):
        await send(chat, who, "ana", "1000")
    await draft(chat, "ana", OAKS)
    assert "two members who hold power" in await reach(chat, 1)
    assert (await get(chat)).state == "draft"
    assert "State: a draft; sponsors open its discussion. A vote needs two members" in await show(chat)
    await send(chat, "ana", "ben", "0.000001")
    await ask(chat, "ben", "proposal sponsor 1")
    await reach(chat, 1, SECOND)
    assert (await get(chat)).state == "voting"


SENT = [
    ("ana", "980", "voting"),
    ("ana", "980.000001", "draft"),
    ("eve", "20", "voting"),
    ("eve", "20.000001", "draft"),
]


@pytest.mark.parametrize(("who", "sent", "state"), SENT)
async def test_author_and_sponsors_still_hold_half_when_voting_opens(
    town: Chat, who: str, sent: str, state: str
) -> None:
    await send(town, "ben", "eve", "40")
    await draft(town, "ana" if who == "ana" else "gus", OAKS)
    await ask(town, "eve", "proposal sponsor 1")
    await send(town, who, "dee", sent)
    shown = await reach(town, 1)
    assert (await get(town)).state == state
    assert ("hold less than half" in shown) == (state == "draft")


async def test_an_author_has_two_under_way_and_a_sponsor_six(chat: Chat) -> None:
    texts = [f'proposal signal "Idea number {number}" Hear.' for number in range(8)]
    for text, who in zip(texts, ("eve", "fay", "gus", "hal") * 2, strict=True):
        await draft(chat, who, text)
    for number in range(1, 7):
        assert "You stand behind" in await ask(chat, "ana", f"proposal sponsor {number}")
    assert "✗ You sponsor 6 proposals already, and 6" in await ask(chat, "ana", "proposal sponsor 7")
    assert "✗ You have 2 proposals under way, and 2 is" in await ask(chat, "hal", OAKS)
    await both(chat, "hal", "proposal cancel 8")
    await draft(chat, "hal", OAKS)


# Verdicts


ONE = {"ordinary_min_voters": "1"}
ALL = {"constitutional_min_voters": "10", "ordinary_min_voters": "5"}
LEAD, CLEAR = ONE | {"ordinary_differential": "10%"}, ONE | {"ordinary_approval": "60%"}
YES, SPLIT = {"ana": "for"}, {"ana": "for", "ben": "against"}
THREE = {"ana": "for", "ben": "abstain", "cy": "abstain"}


@pytest.mark.parametrize(
    ("rules", "sent", "ballots", "state", "says"),
    [
        pytest.param(ONE, {}, SPLIT, "defeated", "For must lead by more than 0", id="a tie"),
        pytest.param(ONE | {"ordinary_quorum": "0%"}, {}, {}, "defeated", "For 0, Against 0", id="no votes"),
        pytest.param(ONE, {"ana": "0.000001"}, YES, "defeated", "999.999999 of 4,000", id="a unit short"),
        pytest.param(ONE, {}, YES, "executed", "1,000 of 4,000; needed 1,000 (25 %)", id="quorum"),
        pytest.param(ONE, {"ana": "500"}, SPLIT, "defeated", "and Abstain 500 of", id="Against is no quorum"),
        pytest.param(LEAD, {"ben": "400"}, SPLIT, "defeated", "more than 400 (10 %)", id="lead just asked"),
        pytest.param(LEAD, {"ben": "400.000001"}, SPLIT, "executed", "more than 400", id="lead one more"),
        pytest.param(CLEAR, {"ben": "333.333333"}, SPLIT, "defeated", "(60 %)", id="approval just short"),
        pytest.param(CLEAR, {"ben": "333.333334"}, SPLIT, "executed", "(60 %)", id="approval one more"),
        pytest.param({}, {}, {"ana": "for", "ben": "for"}, "defeated", "2 members voted", id="two members"),
        pytest.param({}, {}, THREE, "executed", "3 members voted For or Abstain", id="three members"),
        pytest.param({}, {}, SPLIT | {"cy": "for"}, "defeated", "2 members voted", id="Against no member"),
        pytest.param(ALL, {}, THREE, "defeated", "needed 4 (everybody who holds power)", id="not all"),
        pytest.param(ALL, {}, THREE | {"dee": "for"}, "executed", "needed 4 (every", id="all there are"),
    ],
)
async def test_a_verdict(
    chat: Chat, rules: dict[str, str], sent: dict[str, str], ballots: dict[str, str], state: str, says: str
) -> None:
    await rule(chat, **rules)
    for who, amount in sent.items():
        await send(chat, who, "eve", amount)
    await opened(chat, "cy", OAKS)
    await cast(chat, 1, **ballots)
    shown = await reach(chat, 1, SECOND)
    assert (await get(chat)).state == state
    assert says in shown
    assert says in await ask(chat, "eve", "proposal result 1")


async def test_the_last_vote_counts_and_the_result_is_an_entry(chat: Chat) -> None:
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for", ben="against", cy="against", dee="abstain")
    await cast(chat, 1, cy="for", dee="none")
    shown = await reach(chat, 1, SECOND)
    async with looking(chat) as look:
        entry, head = await ledger.find(look, "proposal/1/result"), await ledger.head(look)
    assert entry
    assert not entry.postings
    data = dict(entry.data)
    assert len(data.pop("ballots")) == 64
    sums = {"for": 2000 * 10**6, "against": 1000 * 10**6, "abstain": 0, "base": 4000 * 10**6}
    assert data.pop("snapshot") < entry.number, "the last entry before voting opened"
    assert data == sums | {"proposal": 1, "voters": 2, "passed": False}
    assert f"Chain: {head[:12]}" in shown
    assert "Everything is as it was booked." in await ask(chat, "eve", "audit verify")


# Delegation


async def test_who_delegated_takes_their_power_back_before_or_after(chat: Chat) -> None:
    await rule(chat, max_share="100%")
    await both(chat, "dee", "vote delegate @ana")
    await both(chat, "cy", "vote delegate @ana")
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, dee="against")
    assert "with 2,000 votes" in await cast(chat, 1, ana="for")
    assert await votes(chat) == "2,000 For, 1,000 Against, 0 Abstain"
    await cast(chat, 1, cy="abstain")
    assert await votes(chat) == "1,000 For, 1,000 Against, 1,000 Abstain"
    await cast(chat, 1, cy="none", dee="none")
    assert await votes(chat) == "3,000 For, 0 Against, 0 Abstain"


async def test_a_delegation_goes_one_step(chat: Chat) -> None:
    await rule(chat, max_share="100%")
    await both(chat, "ana", "vote delegate @ben")
    await both(chat, "ben", "vote delegate @cy")
    await opened(chat, "dee", OAKS)
    assert "with 2,000 votes" in await cast(chat, 1, cy="for")
    assert "with 2,000 votes" in await cast(chat, 1, ben="against")
    assert await votes(chat) == "1,000 For, 2,000 Against, 0 Abstain"
    await cast(chat, 1, ana="abstain")
    assert await votes(chat) == "1,000 For, 1,000 Against, 1,000 Abstain"


async def test_a_delegation_for_the_kind_goes_before_one_for_all(chat: Chat) -> None:
    await rule(chat, max_share="100%")
    await both(chat, "dee", "vote delegate @ana")
    await both(chat, "dee", "vote delegate @ben signal")
    await opened(chat, "ana", OAKS)
    await opened(chat, "ana", "proposal parameter reward_cap 30% Few do most.")
    await cast(chat, 1, ana="for", ben="against")
    await cast(chat, 2, ana="for", ben="against")
    assert await votes(chat, 1) == "1,000 For, 2,000 Against, 0 Abstain"
    assert await votes(chat, 2) == "2,000 For, 1,000 Against, 0 Abstain"


async def test_nobody_casts_more_than_the_cap_and_the_base_is_what_is_left(chat: Chat) -> None:
    await both(chat, "dee", "vote delegate @ana")
    await opened(chat, "ana", OAKS)
    assert "with 1,360 votes" in await cast(chat, 1, ana="for")
    assert "Quorum: 1,360 of 840 needed" in await show(chat)  # 25 % of 1,360 + 1,000 + 1,000
    await cast(chat, 1, dee="against")
    assert "Quorum: 1,000 of 1,000 needed" in await show(chat)


# Late swing


@pytest.mark.parametrize(("left", "moves"), [(12 * HOUR, False), (12 * HOUR - SECOND, True)])
async def test_a_late_swing_extends_in_the_last_hours_only(
    chat: Chat, left: timedelta, *, moves: bool
) -> None:
    await rule(chat, ordinary_min_voters="1")
    await opened(chat, "ana", OAKS)
    first = (await get(chat)).until
    await reach(chat, 1, -left)
    await cast(chat, 1, ana="for")
    assert first
    assert (await get(chat)).until == (chat.app.clock() + 12 * HOUR if moves else first)
    assert ("a late swing moved it" in await show(chat)) == moves


async def test_a_late_swing_extends_once(chat: Chat) -> None:
    await rule(chat, ordinary_min_voters="1")
    await opened(chat, "ana", OAKS)
    await reach(chat, 1)
    await cast(chat, 1, ana="for")
    end = (await get(chat)).until
    assert end == chat.app.clock() + 12 * HOUR
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, ana="none")
    await cast(chat, 1, ben="for")
    assert (await get(chat)).until == end
    assert await closed(chat) == "executed"


async def test_voting_withdrawing_and_voting_again_at_the_end_extends_too(chat: Chat) -> None:
    await rule(chat, ordinary_min_voters="1")
    await opened(chat, "ana", OAKS)
    await cast(chat, 1, ana="for")
    await reach(chat, 1, -HOUR)
    await cast(chat, 1, ana="none")
    assert not (await get(chat)).extended
    await cast(chat, 1, ana="for")
    assert (await get(chat)).until == chat.app.clock() + 12 * HOUR
