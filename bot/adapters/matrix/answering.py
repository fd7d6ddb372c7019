"""Answers on Matrix: in the thread they were asked in, or in the 1:1 room where they are for one person only."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.adapters.matrix.people import PLATFORM, ref, spot
from bot.adapters.matrix.surface import within
from bot.adapters.matrix.wire import Json
from bot.adapters.tidying import patient
from bot.card import Card
from bot.command import Event
from bot.surface import GoneError

if TYPE_CHECKING:
    from bot.adapters.matrix.acting import Act
    from bot.adapters.matrix.client import Listener

log = structlog.get_logger()
ASKED = "form"
WAITS = "{name}, my answer waits in our 1:1 room."
INVITED = "{name}, my answer waits in our 1:1 room: please accept my invitation."
UNREACHABLE = (
    "{name}, I have an answer for you alone and cannot reach you: please let me invite you to a 1:1 room."
)


class Answering:
    """Says what the gate has answered."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.table = listener, listener.table
        self.surface, self.direct = listener.surface, listener.direct

    async def answer(self, act: Act, what: Event, card: Card) -> None:
        """Give an answer where it belongs."""
        try:
            if card.private and not act.person:
                await self._alone(act, what, card)
            else:
                await self._say(act, what, card, "a")
        except GoneError as error:
            log.warning("an answer cannot be given", room=act.room, reason=str(error))

    async def ask(self, act: Act, what: Event, form: Card) -> None:
        """Post a form in a thread under what was asked; an answer anywhere in that thread fills it in."""
        root = act.root or act.event
        relation = None if act.person or self._reaction(act) else within(root)
        reference = await self._send(act.room, form, key(act.event, "f"), relation)
        await self._keep(act, what, reference, form)
        if act.person:
            await self.listener.remember(f"{ASKED}/{act.room}", spot(reference)[1])
        if relation and not act.root:
            await self._keep(act, what, ref(act.room, root), form)

    async def close(self, act: Act, target: str) -> None:
        """A form that was filled in asks for nothing more."""
        place = f"@{act.person}" if act.person else await self.listener.rooms.place(act.room)
        for one in dict.fromkeys([target, act.root]):
            where = PLATFORM, place, ref(act.room, one)
            card = await self.table.places.card(where) if one else None
            what = await self.listener.acting.event(act.room, act.sender, act.event, card=where[2])
            community = await self.table.places.community(what)
            if card and community:
                await self.table.places.keep(community, where, replace(card, buttons=()))

    def release(self, room: str, reaction: str) -> None:
        """A reaction that pressed a button comes off, so that it can press again."""
        if self.listener.rooms.may(room, self.listener.me, "redact"):
            wire = self.listener.wire
            self.surface.later.put_nowait(lambda: wire.redact(room, reaction, f"r-{reaction}"))

    async def _alone(self, act: Act, what: Event, card: Card) -> None:
        """Answer in the 1:1 room, and say in the room that it is there."""
        name = what.name
        try:
            room = await self.direct.room(act.sender, asked=True)
            reference = await self._send(room, card, key(act.event, "p"), None)
        except GoneError as error:
            log.warning("a person cannot be reached alone", person=act.sender, reason=str(error))
            await self._note(act, UNREACHABLE.format(name=name))
            return
        if card.buttons:
            community = await self.table.places.community(what)
            await self.table.places.keep(community, (PLATFORM, f"@{act.sender}", reference), card)
        joined = await self.direct.joined(room, act.sender)
        await self._note(act, (WAITS if joined else INVITED).format(name=name))

    async def _say(self, act: Act, what: Event, card: Card, kind: str) -> None:
        reference = await self._send(act.room, card, key(act.event, kind), self._relation(act))
        if card.buttons:
            await self._keep(act, what, reference, card)

    async def _keep(self, act: Act, what: Event, reference: str, card: Card) -> None:
        """Remember what the buttons of an answer mean."""
        place = f"@{act.person}" if act.person else await self.listener.rooms.place(act.room)
        community = await self.table.places.community(what)
        await self.table.places.keep(community, (PLATFORM, place, reference), card)

    async def _note(self, act: Act, text: str) -> None:
        await self._send(act.room, Card(text), key(act.event, "n"), self._relation(act))

    async def _send(self, room: str, card: Card, mark: str, relation: Json | None) -> str:
        return await patient(lambda: self.surface.say(room, card, mark, relation))

    def _relation(self, act: Act) -> Json | None:
        """In a thread an answer stays there; elsewhere it is a reply. A reaction cannot be replied to."""
        if act.root:
            return within(act.root)
        if act.person or self._reaction(act):
            return None
        return {"m.in_reply_to": {"event_id": act.event}}

    def _reaction(self, act: Act) -> bool:
        """Whether somebody has pressed a sign instead of writing."""
        return act.event not in self.listener.acting.referring.authors


def key(event: str, kind: str) -> str:
    """The transaction of an answer: asked twice, it is given once."""
    return f"{kind}-" + hashlib.sha256(event.encode()).hexdigest()[:24]
