"""Ballots read again where it is known which reaction came last and who took one off (RULES 4)."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from bot.card import Card
from bot.casting import Act
from bot.command import Call, Event
from bot.recounting import Order, Recounted
from bot.surface import Spot
from storage import communities, members, outbox, polls
from storage.store import Change
from tests.chat import COMMUNITY, Chat
from tests.discord.driver import FOUNDED

ROOM, CARD = "!hall", "!hall/$poll"
WHERE = "matrix", ROOM, CARD
TEA, COFFEE, MATE = "1\u20e3", "2\u20e3", "3\u20e3"


class Shelf:
    """A surface on which every card of a subject stands under one reference."""

    platform = "matrix"
    parallel = False

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return CARD if card.ballot else f"!hall/{key}"

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return ref

    async def whisper(self, account: str, card: Card, key: str) -> str:
        self.told.append((account, card.body))
        return f"!alone/{key}"

    async def find(self, spot: Spot, key: str) -> str | None:
        return None

    async def run(self) -> None:
        """Nobody listens."""


class Ballot:
    """A poll that stands in a room; reactions are told with their ids, oldest first."""

    def __init__(self, chat: Chat, shelf: Shelf) -> None:
        self.chat, self.shelf, self.app = chat, shelf, chat.app
        self.taken: set[tuple[str, str]] = set()  # reactions that somebody else took off

    async def live(self, name: str, key: str, number: str) -> Card | None:
        act = Act(who(name), key, added=True, source=number)
        came = await self.app.table.casting.react(WHERE, [act], shared=True)
        await self.app.settle()
        return came[0].card if came else None

    async def again(self, *standing: tuple[str, str, str]) -> Recounted:
        found: dict[str, set[str]] = {}
        for name, key, _ in standing:
            found.setdefault(name, set()).add(key)
        ids: Mapping[tuple[str, str], str] = {(name, key): number for name, key, number in standing}
        last = {name: key for name, key, _ in standing}

        async def own(account: str, key: str) -> bool:
            return (account, key) not in self.taken

        async def event(account: str) -> Event | None:
            return None if account == "gone" else who(account)

        done = await self.app.table.ballots.recount(WHERE, found, event, order=Order(ids, last, own))
        await self.app.settle()
        return done

    async def votes(self) -> dict[str, int]:
        found: dict[str, int] = {}
        async with self.app.store.read(COMMUNITY) as look:
            for name in ("dee", "eve"):
                one = await members.find(look, "matrix", name)
                choice = await polls.choice_of(look, 1, one.id) if one else None
                found |= {name: choice} if choice else {}
        return found


def who(name: str) -> Event:
    return Event(uuid.uuid4().hex, "matrix", ROOM, name, name)


@pytest.fixture
async def ballot(tmp_path: Path) -> AsyncIterator[Ballot]:
    async with Chat.open(f"sqlite:///{tmp_path}/order.db") as chat:
        await chat.play(FOUNDED)
        await chat.app.store.act(COMMUNITY, lambda change: communities.bind(change, "matrix", ROOM))
        shelf = Shelf()
        chat.app.surfaces["matrix"] = shelf
        await chat.say("ana", "poll new Which? tea; coffee; mate")
        await chat.app.settle()
        assert await outbox.shown_at(chat.app.store, *WHERE)
        yield Ballot(chat, shelf)


async def test_the_last_of_several_counts(ballot: Ballot) -> None:
    done = await ballot.again(
        ("dee", TEA, "$1"), ("dee", COFFEE, "$2"), ("eve", MATE, "$3"), ("gone", TEA, "$4")
    )
    assert await ballot.votes() == {"dee": 2, "eve": 3}
    assert ("dee", TEA) in done.stale
    assert (await ballot.again(("dee", TEA, "$1"), ("dee", COFFEE, "$2"), ("eve", MATE, "$3"))).added == 0
    assert await ballot.votes() == {"dee": 2, "eve": 3}


async def test_an_older_one_that_could_not_be_taken_off_is_no_vote(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    await ballot.live("dee", COFFEE, "$2")
    assert await ballot.votes() == {"dee": 2}
    await ballot.again(("dee", TEA, "$1"))  # the later one was taken back, the older one still stands
    assert await ballot.votes() == {}


async def test_one_that_was_put_on_again_is_a_new_act(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    await ballot.live("dee", COFFEE, "$2")
    await ballot.again(("dee", COFFEE, "$2"), ("dee", TEA, "$3"))
    assert await ballot.votes() == {"dee": 1}


async def test_to_and_fro_while_away(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    await ballot.again(("dee", COFFEE, "$2"), ("dee", TEA, "$3"))
    assert await ballot.votes() == {"dee": 1}
    await ballot.again(("dee", COFFEE, "$2"))
    assert await ballot.votes() == {}


async def test_what_somebody_else_took_off_stays_a_vote_and_is_told(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    await ballot.live("eve", MATE, "$2")
    ballot.taken = {("dee", TEA)}
    await ballot.again()
    assert await ballot.votes() == {"dee": 1}
    (told,) = ballot.shelf.told
    assert told[0] == "dee"
    assert "Your vote stays as it was" in told[1]
    await ballot.again(("dee", COFFEE, "$3"))
    assert await ballot.votes() == {"dee": 2}


async def test_a_vote_in_words_is_not_undone(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    await ballot.app.table.run(who("dee"), Call.to("poll vote", number=1, choice="3"))
    await ballot.again(("dee", TEA, "$1"))
    assert await ballot.votes() == {"dee": 3}
    await ballot.again()
    assert await ballot.votes() == {"dee": 3}


async def test_ids_are_known_after_a_re_read(ballot: Ballot) -> None:
    await ballot.again(("dee", TEA, "$1"))
    one = await ballot.app.table.ballots.named("matrix", "$1")
    assert one
    assert (one.where, one.account, one.key) == (WHERE, "dee", TEA)
    assert await ballot.app.table.ballots.named("matrix", "$2") is None
    assert await ballot.app.table.ballots.named("discord", "$1") is None


async def test_a_room_goes_on_as_another_one(ballot: Ballot) -> None:
    await ballot.live("dee", TEA, "$1")
    assert await ballot.app.table.places.moved("matrix", ROOM, "!new") == 1
    assert await ballot.app.table.places.lives("matrix", ["!old", "!new"]) == "!new"
    assert not await ballot.app.table.places.lives("matrix", [ROOM])
    shelf_post = ballot.shelf.post

    async def posted(spot: Spot, card: Card, key: str) -> str:
        assert spot.room == "!new"
        return (await shelf_post(spot, card, key)).replace("!hall", "!new")

    ballot.shelf.post = posted  # type: ignore[method-assign]
    await ballot.app.settle()
    card = await ballot.app.table.places.card(("matrix", "!new", "!new/$poll"))
    assert card
    assert card.ballot
    assert await ballot.votes() == {"dee": 1}
    assert await ballot.app.table.places.moved("matrix", ROOM, "!new") == 0


async def test_which_community_is_meant(ballot: Ballot) -> None:
    places = ballot.app.table.places
    assert await places.home("matrix", "dee") == ("", [])
    assert not await places.knows("matrix", "dee")
    await ballot.live("dee", TEA, "$1")
    assert await places.home("matrix", "dee") == (COMMUNITY, [ROOM])
    assert await places.asking("matrix", "dee") is None

    async def second(change: Change) -> dict[str, str]:
        await communities.alter(change, name="Attic")
        await members.admit(change, "matrix", "dee", "dee")
        return {}

    await ballot.app.store.found("attic", second)
    assert await places.home("matrix", "dee") == ("", [])
    asking = await places.asking("matrix", "dee")
    assert asking
    assert [one.label for one in asking.buttons] == ["Attic", "Garden"]
    assert "do not belong" in (await places.choose("matrix", "eve", "attic")).body
    assert "Attic" in (await places.choose("matrix", "dee", "attic")).body
    assert await places.home("matrix", "dee") == ("attic", [])
    ballot.app.clock.move(timedelta(seconds=1))
    await places.choose("matrix", "dee", COMMUNITY)
    assert await places.home("matrix", "dee") == (COMMUNITY, [ROOM])
