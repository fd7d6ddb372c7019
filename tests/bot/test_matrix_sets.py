"""Approval ballots read again where every reaction has an id: what stands is what counts, whoever took others off (RULES 4)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.casting import Act
from bot.command import Call, Event
from bot.recounting import Order, Recounted
from storage import communities, members, outbox, votes
from storage.reactions import Where
from tests.bot.test_matrix_order import ROOM, Shelf, who
from tests.chat import COMMUNITY, Chat
from tests.cogs.garden import ask, played
from tests.cogs.test_proposals import SMALL, opened

OAK, LIME, BIRCH = "1\u20e3", "2\u20e3", "3\u20e3"
Standing = tuple[str, str, str]  # name, key, id


class Card:
    """The card of an approval vote that stands in a room; its reactions are told with their ids, oldest first."""

    def __init__(self, chat: Chat, shelf: Shelf, where: Where) -> None:
        self.app, self.shelf, self.where = chat.app, shelf, where
        self.taken: set[tuple[str, str]] = set()  # reactions that somebody else took off

    async def live(self, name: str, key: str, number: str) -> None:
        act = Act(who(name), key, added=True, source=number)
        await self.app.table.casting.react(self.where, [act], shared=True)
        await self.app.settle()

    async def again(self, *standing: Standing) -> Recounted:
        found: dict[str, set[str]] = {}
        for name, key, _ in standing:
            found.setdefault(name, set()).add(key)
        ids = {(name, key): number for name, key, number in standing}

        async def own(account: str, key: str) -> bool:
            return (account, key) not in self.taken

        order = Order(ids, {name: key for name, key, _ in standing}, own)
        done = await self.app.table.ballots.recount(self.where, found, self._event, order=order)
        await self.app.settle()
        return done

    @staticmethod
    async def _event(account: str) -> Event | None:
        return who(account)

    async def votes(self) -> dict[str, object]:
        async with self.app.store.read(COMMUNITY) as look:
            said = await votes.ballots(look, 1)
            names = await members.names(look, said)
        return {names[one]: json.loads(ballot.choice) for one, ballot in said.items()}


@pytest.fixture
async def card(tmp_path: Path) -> AsyncIterator[Card]:
    async with played(tmp_path, SMALL) as chat:
        await chat.app.store.act(COMMUNITY, lambda change: communities.bind(change, "matrix", ROOM))
        shelf = Shelf()
        chat.app.surfaces["matrix"] = shelf
        await opened(chat, "ana", 'proposal choose approval "Which trees?" "Oak; Lime; Birch" Well.')
        await ask(chat, "ana", "wait 1s")
        (row,) = [
            one for one in await outbox.standing(chat.app.store, "matrix") if one.subject == "proposal/1"
        ]
        yield Card(chat, shelf, ("matrix", ROOM, row.ref))


async def test_all_that_were_put_on_while_away_count(card: Card) -> None:
    done = await card.again(("dee", OAK, "$1"), ("dee", BIRCH, "$2"), ("eve", LIME, "$3"))
    assert (done.added, done.stale, done.unclear) == (3, [], 0)
    assert await card.votes() == {"dee": [1, 3], "eve": [2]}
    assert (await card.again(("dee", OAK, "$1"), ("dee", BIRCH, "$2"), ("eve", LIME, "$3"))).added == 0


async def test_some_put_on_and_some_taken_off(card: Card) -> None:
    await card.live("dee", OAK, "$1")
    await card.live("dee", LIME, "$2")
    assert await card.votes() == {"dee": [1, 2]}
    await card.again(("dee", LIME, "$2"), ("dee", BIRCH, "$3"))
    assert await card.votes() == {"dee": [2, 3]}
    await card.again()
    assert await card.votes() == {}


async def test_what_somebody_else_took_off_stays_on_the_ballot_and_is_told(card: Card) -> None:
    await card.live("dee", OAK, "$1")
    await card.live("dee", LIME, "$2")
    card.taken = {("dee", OAK)}
    await card.again(("dee", LIME, "$2"))
    assert await card.votes() == {"dee": [1, 2]}
    assert [(name, "Your vote stays as it was" in told) for name, told in card.shelf.told] == [("dee", True)]


async def test_one_put_on_again_is_an_act_also_after_a_ballot_in_words(card: Card) -> None:
    await card.live("dee", OAK, "$1")
    await card.app.table.run(who("dee"), Call.to("vote cast", number=1, choice="2, 3"))
    await card.again(("dee", OAK, "$1"))
    assert await card.votes() == {"dee": [2, 3]}, "a stale reaction undoes nothing"
    await card.again(("dee", OAK, "$4"))
    assert await card.votes() == {"dee": [1, 2, 3]}
    assert await card.app.table.ballots.named("matrix", "$4") is not None
