"""Reactions in bursts: the same votes as one by one, once each, and nobody suffers from another's mistake."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.card import Card
from bot.casting import Act
from bot.command import Call, Event, Vote
from storage import ideas, members, outbox, polls, reactions
from storage.reactions import Where
from storage.store import Change
from tests.chat import COMMUNITY, Chat
from tests.cogs.garden import ask, garden

KEYS = {"1️⃣": 1, "2️⃣": 2, "3️⃣": 3}
PEOPLE = ("ana", "ben", "cy", "dee", "eve")


@pytest.fixture
async def chat(tmp_path: Path) -> AsyncIterator[Chat]:
    async with garden(tmp_path) as chat:
        yield chat


async def standing(chat: Chat, subject: str) -> Where:
    """Where the card of a subject stands."""
    found = await outbox.standing(chat.app.store, "terminal")
    row = next(one for one in found if one.subject == subject)
    return "terminal", row.room, row.ref


def act(where: Where, number: int, who: str, key: str, *, added: bool = True) -> Act:
    return Act(Event(f"r{number}", "terminal", where[1], who, who), key, added)


async def votes(chat: Chat, number: int = 1) -> dict[str, int]:
    """The ballots of a poll, by name."""
    async with chat.app.store.read(COMMUNITY) as look:
        named = {one.id: one.name for one in await members.everybody(look)}
        return {named[who]: choice for who, choice in (await polls.choices_of(look, number, named)).items()}


def naive(acts: Sequence[Act]) -> dict[str, int]:
    """The law in a few lines: a reaction put on anew votes, and the one that votes withdraws when it goes."""
    counts: dict[str, str] = {}
    for one in acts:
        who = one.event.account
        if one.added:
            counts[who] = one.key
        elif counts.get(who) == one.key:
            del counts[who]
    return {who: KEYS[key] for who, key in counts.items()}


@pytest.mark.parametrize("seed", range(12))
async def test_a_burst_is_what_its_acts_are_one_by_one(chat: Chat, seed: int) -> None:
    rng = random.Random(seed)
    await ask(chat, "ana", "poll new Which? a; b; c")
    where = await standing(chat, "poll/1")
    acts = [
        act(where, n, rng.choice(PEOPLE), rng.choice(list(KEYS)), added=rng.random() < 0.7) for n in range(80)
    ]
    left = list(acts)
    while left:
        size = rng.randint(1, 25)
        some, left = left[:size], left[size:]
        came = await chat.app.table.casting.react(where, some, shared=True)
        assert came is not None
        assert len(came) == len(some)
    assert await votes(chat) == naive(acts)
    async with chat.app.store.read(COMMUNITY) as look:
        hands = await reactions.hands(look, where)
    assert {
        who: {KEYS[f"{key[0]}\ufe0f{key[1]}"] for key in hand.live}
        for who, hand in hands.items()
        if hand.live
    } == {who: {choice} for who, choice in naive(acts).items()}


async def test_an_event_that_comes_twice_counts_once(chat: Chat) -> None:
    """After a crash a platform may tell of everything again; a later vote by other means stays."""
    await ask(chat, "ana", "poll new Which? a; b; c")
    where = await standing(chat, "poll/1")
    acts = [act(where, 1, "ben", "1️⃣"), act(where, 2, "ben", "2️⃣")]
    first = await chat.app.table.casting.react(where, acts, shared=True)
    await ask(chat, "ben", "poll vote 1 3")
    again = await chat.app.table.casting.react(where, acts, shared=True)
    assert first is not None
    assert again is not None
    assert [one.card for one in again] == [one.card for one in first]
    assert await votes(chat) == {"ben": 3}


async def test_each_hears_of_their_own_vote(chat: Chat) -> None:
    await ask(chat, "ana", "poll new Which? a; b; c")
    where = await standing(chat, "poll/1")
    acts = [
        act(where, 1, "ben", "1️⃣"),
        act(where, 2, "cy", "2️⃣"),
        act(where, 3, "ben", "1️⃣"),
        act(where, 4, "ben", "3️⃣"),
        act(where, 5, "dee", "🐸"),
        act(where, 6, "cy", "2️⃣", added=False),
        act(where, 7, "dee", "2️⃣", added=False),
    ]
    came = await chat.app.table.casting.react(where, acts, shared=True)
    assert came is not None
    assert [(one.card.body if one.card else None, one.old) for one in came] == [
        ("You voted for a.", ()),
        ("You voted for b.", ()),
        (None, ()),
        ("You voted for c instead of a.", ("1️⃣",)),
        (None, ()),
        ("You took your vote for b back.", ()),
        (None, ()),
    ]


async def test_votes_after_the_end_are_refused_and_leave_no_trace(chat: Chat) -> None:
    await ask(chat, "ana", "poll new Which? a; b closes=1h")
    where = await standing(chat, "poll/1")
    before = chat.app.clock()
    await chat.app._move(timedelta(hours=2))
    acts = [act(where, n, who, "1️⃣") for n, who in enumerate(PEOPLE)]
    came = await chat.app.table.casting.react(where, acts, shared=True)
    assert came is not None
    assert {one.card.tone for one in came if one.card} == {"refusal"}
    assert len([one for one in came if one.card]) == len(acts)
    async with chat.app.store.read(COMMUNITY) as look:
        assert await reactions.hands(look, where) == {}
        assert await members.find(look, "terminal", "eve") is None
    assert await votes(chat) == {}
    await chat.app.table.casting.react(where, acts, shared=True, by=before)
    assert await votes(chat) == dict.fromkeys(PEOPLE, 1)


async def test_ballots_without_a_rule_for_many_go_one_after_the_other(chat: Chat) -> None:
    await ask(chat, "ana", "idea new A garden on the roof")
    where = await standing(chat, "idea/1")
    acts = [act(where, n, who, "👍") for n, who in enumerate(PEOPLE)]
    acts.append(act(where, 9, "cy", "👍", added=False))
    came = await chat.app.table.casting.react(where, acts, shared=True)
    assert came is not None
    assert [bool(one.card) for one in came] == [True] * 6
    async with chat.app.store.read(COMMUNITY) as look:
        assert (await ideas.get(look, 1)).ups == len(PEOPLE) - 1


async def test_one_refused_vote_harms_no_other(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is then cast by itself."""
    await ask(chat, "ana", "poll new Which? a; b")
    where = await standing(chat, "poll/1")
    cog = chat.app.table.owners["poll", "vote"]
    real = cog.casts()["poll vote"]

    async def picky(change: Change, call: Call, some: Sequence[Vote]) -> Sequence[Card]:
        if any(one.ctx.event.account == "cy" for one in some):
            raise ValueError("cy breaks it")
        cards: Sequence[Card] = await real(change, call, some)
        return cards

    monkeypatch.setattr(cog, "casts", lambda: {"poll vote": picky}, raising=False)
    came = await chat.app.table.casting.react(
        where, [act(where, n, who, "2️⃣") for n, who in enumerate(PEOPLE)], shared=True
    )
    assert came is not None
    tones = [one.card.tone if one.card else "" for one in came]
    assert tones == ["plain", "plain", "error", "plain", "plain"]
    assert await votes(chat) == {who: 2 for who in PEOPLE if who != "cy"}
