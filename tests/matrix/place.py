"""Where a transcript is held on Matrix, and what everybody sees there."""

from __future__ import annotations

import asyncio
from abc import ABC
from collections.abc import Iterable

from bot.adapters.matrix.draw import MARK
from bot.adapters.terminal import PIN
from bot.app import App
from bot.card import Card
from bot.command import Call
from storage import communities
from storage.store import Change
from tests.driver import Driver
from tests.matrix import reading
from tests.matrix.actor import Actor
from tests.matrix.kit import Bot, quiet
from tests.matrix.synapse import NAME
from tests.matrix.things import Json, Message, Room
from tests.place import TOPICS
from tests.reading import Seen


class Place(Driver[Actor, Message, Message], ABC):
    """One space with a room for each topic; people meet in the first."""

    platform = "matrix"

    def __init__(self, bot: Bot, app: App, space: str, topics: dict[str, str], host: Actor) -> None:
        super().__init__(app, space)
        self.bot, self.space, self.topics, self.host = bot, space, topics, host
        self.hall = topics["general"]
        self.sight = bot.eyes.sight
        self.bot.wire.invited = self.invited
        self.drawn: dict[str, Card] = {}  # what is shown in a message now
        self.meanings: dict[tuple[str, str], Call] = {}  # of every button that was ever shown
        self.filed: dict[str, tuple[str, ...]] = {}
        self.spoken_by_people: list[str] = []
        self.entered: set[tuple[str, str]] = set()

    async def meet(self, name: str) -> None:
        if name in self.people:
            return
        one = self.host if not self.people else await self.bot.person(name)
        if one is self.host:
            assert one.name == name
            self.entered |= {(name, room) for room in (self.space, *self.topics.values())}
        self.people[name] = one
        await self.enter(one, self.hall)

    async def enter(self, actor: Actor, room: str) -> None:
        """Somebody joins a room, if they have not yet."""
        if (actor.name, room) not in self.entered:
            self.entered.add((actor.name, room))
            await actor.join(room)

    async def invited(self, room: str, who: str) -> None:
        """People accept invitations at once."""
        for one in self.people.values():
            if one.id == who:
                await self.enter(one, room)

    def account(self, name: str) -> str:
        return self.people[name].id if name in self.people else name

    def named(self, account: str) -> str:
        """Who an account is."""
        return next(name for name, one in self.people.items() if one.id == account)

    def begin(self) -> None:
        self.sight.news.clear()
        self.spoken_by_people.clear()
        self.answers.clear()

    def check(self, where: str) -> None:
        """Nothing may have been refused, and what was said to one person is in a room of two."""
        assert not [one for one in self.bot.wire.calls if one[2] >= 400 and not asking(*one)], where
        for room in self.sight.rooms.values():
            if room.id not in {self.space, *self.topics.values()}:
                assert len(room.people) == 2, (where, room.people)

    async def quiet(self) -> None:
        await quiet(self.app, self.bot.surface, self.bot.wire)
        await self.sight.look()

    async def arrange(self, change: Change) -> None:
        for topic, room in self.topics.items():
            await communities.set_channel(change, self.platform, self.space, topic, room)

    # what is seen

    async def seen(self, answer: list[str]) -> Seen:
        seen = Seen(answer)
        left = [one for one in self.sight.news if one[1] not in self.answers and not of_power(one[1])]
        for number in self.spoken_by_people:
            self._said(seen, next(one for one in left if one[1].id == number)[1])
        files = 0
        for row in await self.sent():
            if row.platform == self.platform:
                item = self._of(left, row.ref)
                left.remove(item)
                files += self._shown(seen, item, Card.load(row.card), row.account)
        by_bot = [one for one in left if one[1].author == self.bot.id]
        handed = [one[1].text for one in by_bot if one[2]["msgtype"] in ("m.image", "m.file")]
        assert len(handed) == files, handed
        rest = [one[2]["body"] for one in by_bot if one[2]["msgtype"] == "m.notice"]
        assert not rest, f"said, and neither an answer nor queued: {rest}"
        return seen

    def _of(self, left: list[tuple[str, Message, Json]], ref: str) -> tuple[str, Message, Json]:
        """What was sent for a row of the outbox: the next message or edit that is not accounted for."""
        found = next((one for one in left if one[1].id == ref.partition("/")[2]), None)
        assert found, f"queued, and not shown: {ref}"
        return found

    def _said(self, seen: Seen, message: Message) -> None:
        """What a person wrote."""
        self.numbers.append(message)
        head = f"{self.named(message.author)} [{len(self.numbers)}]{self.under(message)}"
        seen.add(head, self.unmarked(message.content).split("\n"))

    def _shown(self, seen: Seen, item: tuple[str, Message, Json], card: Card, account: str) -> int:
        """A card of the bot: new or edited, in a room or to one person; how many files it brings."""
        kind, message, content = item
        lines = self.lines(message, content, card)
        if account:
            assert message.room.people == {self.bot.id, account}
            seen.add(f"✉ {self.named(account)}", lines)
            self.show(message, content, card, [self.named(account)])
            return self._files(message, card)
        if kind == "new":
            self.numbers.append(message)
        end = f"{self.under(message)}{PIN if card.pinned else ''}" if kind == "new" else " now"
        seen.add(f"#{self.topic(message.room)} [{self.numbers.index(message) + 1}]{end}", lines)
        self.show(message, content, card, list(self.people))
        return self._files(message, card)

    def _files(self, message: Message, card: Card) -> int:
        """How many files a card brings that it has not brought before."""
        found = tuple(one.blob or one.name for one in card.files)
        before, self.filed[message.id] = self.filed.get(message.id, ()), found
        return len(found) if found != before else 0

    def lines(self, message: Message, content: Json, card: Card | None) -> list[str]:
        """The lines of a message; its formatted text says the same."""
        names = [self.named(one) for one in content.get("m.mentions", {}).get("user_ids", ())]
        assert reading.is_complete(content), content
        return reading.lines(content, card, names)

    def show(self, message: Message, content: Json, card: Card, people: list[str]) -> None:
        """From now on a card stands in a message, and people have seen its buttons."""
        self.drawn[message.id] = card
        found = reading.keys(content, card)
        for key, button in zip(found, card.buttons, strict=True):
            self.meanings[message.id, key] = button.call
        self.offer(message, found, people)

    def pressable(self, message: Message) -> list[str]:
        return reading.keys(message.content, self.drawn[message.id]) if message.id in self.drawn else []

    def meant(self, message: Message, button: str) -> Call:
        return self.meanings[message.id, button]

    def topic(self, room: Room) -> str:
        return next(topic for topic, number in self.topics.items() if number == room.id)

    def under(self, message: Message) -> str:
        """The sign that a message hangs in a thread."""
        above = next((at for at, one in enumerate(self.numbers, 1) if one.id == message.thread), 0)
        return f" ↳ {above}" if message.thread else ""

    def unmarked(self, content: Json) -> str:
        """What a person wrote, with mentions as they were typed."""
        text: str = content["body"]
        for account in content.get("m.mentions", {}).get("user_ids", ()):
            name = self.named(account)
            text = text.replace(name, f"@{name}")
        return text


async def arranged(host: Actor, named: Iterable[str]) -> tuple[str, dict[str, str]]:
    """A space with a room for each topic that is named, open to whoever comes; what has none is said in the first."""
    space = await host.create("Place", space=True, preset="public_chat")
    inside = {"type": "m.space.parent", "state_key": space, "content": {"via": [NAME], "canonical": True}}
    topics = [one for one in TOPICS if one in {*named, "general"}]
    made = await asyncio.gather(
        *(host.create(one, preset="public_chat", initial_state=[inside]) for one in topics)
    )
    await asyncio.gather(*(host.put(space, "m.space.child", {"via": [NAME]}, room) for room in made))
    return space, dict(zip(topics, made, strict=True))


def of_power(message: Message) -> bool:
    """Whether it tells what the bot may not do in a room; a terminal has no such thing."""
    return str(message.data["content"].get(MARK)).startswith("power-")


def asking(method: str, path: str, status: int) -> bool:
    """A look for something that may not be there."""
    return method == "GET" and status == 404
