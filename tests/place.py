"""Where a transcript is held on a platform, and what everybody sees there."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections import defaultdict
from typing import Any, ClassVar, Generic, TypeVar, cast

from sqlalchemy import select

from bot.app import App
from bot.card import Card
from bot.command import Call, Event
from storage import communities, outbox
from storage.store import Change
from tests.reading import Seen, expected

TOPICS = ("general", "contributions", "rewards", "treasury", "ideas", "proposals", "bounties")
A = TypeVar("A")  # somebody
M = TypeVar("M")  # a message


class Place(ABC, Generic[A, M]):
    """One place with a room for each topic; people meet in the first."""

    platform: ClassVar[str]

    def __init__(self, app: App, room: str) -> None:
        self.app, self.room = app, room
        self.people: dict[str, A] = {}
        self.numbers: list[M] = []
        self.newest: dict[str, tuple[M, list[str]]] = {}  # the buttons that somebody saw last
        self.answers: list[M] = []
        self.cards: dict[str, Card] = {}  # what the gate answered, by the number of the act
        self.counted: dict[str, asyncio.Event] = defaultdict(asyncio.Event)
        self._rows: set[tuple[int, int]] = set()
        self._arranged = False
        self._listen()

    @property
    def community(self) -> str:
        """Whose place it is, once it is founded."""
        return f"{self.platform}-{self.room}"

    def _listen(self) -> None:
        """Note what the gate answers, and which messages were counted."""
        run, heard = self.app.table.run, self.app.heard

        async def ran(what: Event, call: Call, *first: Any) -> Card:
            self.cards[what.id] = card = await run(what, call, *first)
            return card

        async def counted(what: Event, kind: str) -> None:
            await heard(what, kind)
            self.counted[what.id].set()

        cast(Any, self.app.table).run, cast(Any, self.app).heard = ran, counted

    # what a platform has to tell

    @abstractmethod
    async def meet(self, name: str) -> None:
        """Let somebody in, if they are not there yet; the first one administers the place."""

    @abstractmethod
    def account(self, name: str) -> str:
        """How the platform calls somebody."""

    @abstractmethod
    def begin(self) -> None:
        """Look from here on."""

    @abstractmethod
    def check(self, where: str) -> None:
        """Nothing may have gone wrong without being seen."""

    @abstractmethod
    async def quiet(self) -> None:
        """Have everything heard, done and delivered that is due."""

    @abstractmethod
    async def arrange(self, change: Change) -> None:
        """What `setup channel` and `setup moderators` would do."""

    @abstractmethod
    async def seen(self, answer: list[str]) -> Seen:
        """Everything that one line made visible, with the terminal's numbers."""

    # what is the same everywhere

    async def settle(self) -> None:
        """Have everything done that is due; a community that is new is told of its channels."""
        await self.quiet()
        if self._arranged:
            return
        if community := await communities.at(self.app.store, self.platform, self.room):
            await self.app.store.act(community, self.arrange)
            self._arranged = True

    async def sent(self) -> list[Any]:
        """The rows of the outbox that were sent since the last look, in the order in which they were queued."""
        box = outbox.outbox.c
        async with self.app.store.read() as look:
            query = select(outbox.outbox).where(box.state == "sent").order_by(box.number, box.line)
            rows = [row for row in await look.rows(query) if (row.number, row.line) not in self._rows]
        self._rows |= {(row.number, row.line) for row in rows}
        return rows

    def expected(self, wanted: list[str]) -> Seen:
        """The lines of a transcript as they must be seen here."""
        return expected(wanted, self.platform, self.room, self.account)

    def offer(self, message: M, buttons: list[str], people: list[str]) -> None:
        """Remember for people that these buttons are the newest they have."""
        if buttons:
            self.newest |= dict.fromkeys(people, (message, buttons))
