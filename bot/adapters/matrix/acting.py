"""What people do on Matrix, as calls at the gate: commands, answers to cards, forms, reactions and their redactions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import structlog

from bot.adapters.matrix import forms, permissions
from bot.adapters.matrix.answering import ASKED, Answering
from bot.adapters.matrix.buttons import FORM, pressed, typed
from bot.adapters.matrix.people import PLATFORM, account, ref, users, written
from bot.adapters.matrix.reading import Said, addressed
from bot.adapters.matrix.referring import Referring, attached, spoken
from bot.adapters.matrix.surface import key_of
from bot.adapters.matrix.wire import Json
from bot.adapters.signs import plain_key
from bot.card import Button, Card, refused
from bot.command import Call, Event, Param, Quote, Spec
from bot.places import CHOOSE
from rules.errors import Refusal

if TYPE_CHECKING:
    from bot.adapters.matrix.client import Listener

log = structlog.get_logger()
NOT_YOURS = "This form waits for somebody else; type the command yourself."


@dataclass(frozen=True)
class Act:
    """What somebody does: to which event it answers, and whose 1:1 room it is in, if it is in one."""

    room: str
    event: str
    sender: str
    root: str = ""
    person: str = ""


class Acting:
    """From events of people to calls."""

    def __init__(self, listener: Listener) -> None:
        self.listener, self.table = listener, listener.table
        self.rooms, self.wire = listener.rooms, listener.wire
        self.answering = Answering(listener)
        self.referring = Referring(listener)

    # who acts, and where

    async def event(
        self, room: str, sender: str, number: str, *, card: str = "", text: str = "", **facts: Any
    ) -> Event:
        """An act as the gate understands it."""
        place = await self._place(room, sender, card)
        level = self.rooms.level(place, sender)
        people = {}
        for user in users(text):
            if user != self.listener.me and await self.rooms.inside(room, user):
                people[account(user)] = await self.rooms.name(room, user)
        return Event(
            number,
            PLATFORM,
            place,
            sender,
            await self.rooms.name(room, sender),
            hosts=level >= 100,
            moderates=level >= self.listener.doors.moderator,
            channel=room,
            people=people,
            card=card,
            **facts,
        )

    async def _place(self, room: str, sender: str, card: str) -> str:
        """The place of a room; in a 1:1 room, that of the community which is meant, where the sender has most power."""
        if not await self.listener.direct.person(room):
            return await self.rooms.place(room)
        _, places = await self.table.places.home(PLATFORM, sender, card)
        known = [one for one in places if one in self.rooms.known]
        return max(known, key=lambda one: self.rooms.level(one, sender), default=f"@{sender}")

    async def _where(self, room: str) -> str:
        """The place under which cards in a room are known."""
        person = await self.listener.direct.person(room)
        return f"@{person}" if person else await self.rooms.place(room)

    async def card(self, room: str, event: str) -> Card | None:
        """The card of ours that an event is."""
        return (
            await self.table.places.card((PLATFORM, await self._where(room), ref(room, event)))
            if event
            else None
        )

    # messages

    async def said(self, one: Said, event: Json) -> None:
        """A message: an answer to a form or a card, a command, or an ordinary word."""
        self.referring.wrote(one.event, one.sender)
        person = await self.listener.direct.person(one.room)
        act = Act(one.room, one.event, one.sender, one.root, person)
        name = await self.rooms.name(one.room, self.listener.me)
        line = addressed(one, self.listener.doors.prefix, self.listener.me, name)
        if line is None and await self._form(one, act):
            return
        if await self._button(one, act, line):
            return
        if line is None and not person:
            await self._ordinary(one)
            return
        await self._command(one, act, line if line is not None else one.text)

    async def _form(self, one: Said, act: Act) -> bool:
        """Whether it fills a form in: in its thread, or as an answer to it."""
        targets = [one.reply, one.root, one.last]
        if act.person and not any(targets) and self._read(one.text)[0] is None:
            targets = [
                await self.listener.recall(f"{ASKED}/{one.room}")
            ]  # the form that was asked last there
        for target in dict.fromkeys(targets):
            card = await self.card(one.room, target) if target else None
            if (
                card
                and card.buttons
                and card.buttons[0].key == FORM
                and self.table.missing(card.buttons[0].call)
            ):
                return await self._filled(one, act, target, card)
        return False

    async def _filled(self, one: Said, act: Act, target: str, card: Card) -> bool:
        call = card.buttons[0].call
        spec = self.table.missing(call)
        files = await self.referring.files(one, "")
        text = one.text
        if one.file.endswith(".md") and files:
            text = files[0].data.decode("utf-8", "replace")
        given = forms.filled(spec, call, written(text, one.content)) if spec else None
        if spec is None or (given is None and (act.person or one.sender not in card.pings)):
            return False
        if given is None:
            what = await self.event(one.room, one.sender, one.event)
            lines = " and ".join(f"`{field}: …`" for field in forms.lacking(spec, dict(call.args)))
            await self.answering.answer(
                act, what, refused_card(f"I cannot read that as the form; write {lines}.")
            )
            return True
        what = await self.event(one.room, one.sender, one.event, text=" ".join(given.values()), files=files)
        if card.pings and one.sender not in card.pings:
            await self.answering.answer(act, what, refused_card(NOT_YOURS))
            return True
        whole = attached(spec, Call(call.path, (*call.args, *given.items())), files)
        if lacks := forms.lacking(spec, dict(whole.args)):
            await self.answering.answer(
                act, what, refused_card(f"Please fill in {' and '.join(lacks)}, too.")
            )
            return True
        done = await self._run(act, what, whole)
        if done.tone not in ("refusal", "error"):
            await self.answering.close(act, target)
        return True

    async def _button(self, one: Said, act: Act, line: str | None) -> bool:
        """Whether it answers a card by naming one of its buttons or choices."""
        card = await self.card(one.room, one.reply) if one.reply else None
        button = typed(card, line if line is not None else one.text) if card else None
        if card is None or button is None:
            return False
        await self.press(act, button, ref(one.room, one.reply))
        return True

    async def _ordinary(self, one: Said) -> None:
        """A message that is counted and never read."""
        place = await self.rooms.place(one.room)
        quote = Quote(ref(one.room, one.reply)) if one.reply else None
        opener = await self.referring.author(one.room, one.root) if one.root else ""
        name = await self.rooms.name(one.room, one.sender)
        what = Event(
            one.event, PLATFORM, place, one.sender, name, channel=one.room, quote=quote,
            thread=ref(one.room, one.root) if one.root else "",
            opener="" if opener == self.listener.me else opener,
        )  # fmt: skip
        await self.listener.steering.heard(what, "message")

    async def _command(self, one: Said, act: Act, line: str) -> None:
        """A command in words; what it answers to is what it is about."""
        text = self.referring.places(await self.referring.aliases(written(line, one.content)), one.room)
        quote, quoted = await self.referring.quote(one)
        files = await self.referring.files(one, quoted)
        named = " ".join([text, account(quote.author) if quote and quote.author else ""])
        what = await self.event(one.room, one.sender, one.event, text=named, quote=quote, files=files)
        call, no = self._read(text or "help")
        if call is None:
            await self._answer_to(act, what, no)
            return
        call = attached(self.table.specs[call.path], call, files) if call.path in self.table.specs else call
        spec = self.table.missing(call)
        if spec and not (quote and spec.on_message):
            await self._ask(act, what, spec, call)
            return
        await self._run(act, what, call)

    def _read(self, text: str) -> tuple[Call | None, Card]:
        try:
            call = self.table.read(text)
        except Refusal as no:
            return None, refused(no)
        spec = self.table.specs[call.path]
        plain = {param.name for param in spec.params if param.type is str}
        args = [(name, spoken(value) if name in plain else value) for name, value in call.args]
        return Call(call.path, tuple(args)), Card("")

    async def _answer_to(self, act: Act, what: Event, card: Card) -> None:
        """An answer to something that reached no command; in a 1:1 room the community may have to be asked for first."""
        if act.person and what.room.startswith("@"):
            card = await self.table.places.asking(PLATFORM, act.sender) or card
        await self.answering.answer(act, what, card)

    async def _run(self, act: Act, what: Event, call: Call) -> Card:
        """Have a call done, and answer."""
        if call.path == CHOOSE and await self._several(act, call):
            card = await self._chosen(act, call)
        elif (
            act.person
            and what.room.startswith("@")
            and (asking := await self.table.places.asking(PLATFORM, act.sender))
        ):
            card = asking
        else:
            card = await self.table.run(what, call)
            if card.tone == "refusal" and (offers := await self._offers(what, call)):
                card = replace(card, body=f"{card.body}\n{offers}")
        self.listener.steering.wake()
        await self.answering.answer(act, what, card)
        room = permissions.placed(call, what.room if act.person else act.room)
        if room and card.tone not in ("refusal", "error"):
            await self._lacks(act.sender, room)
        return card

    async def _lacks(self, person: str, room: str) -> None:
        """Tell whoever sets a place up what the bot may not do there, once."""
        told, surface = f"power/{room}", self.listener.surface
        card = permissions.report(self.rooms, room, self.listener.me)
        if card and not await self.listener.recall(told):
            await self.listener.remember(told, person)
            surface.later.put_nowait(lambda: surface.whisper(person, card, permissions.mark(room)))

    async def _several(self, act: Act, call: Call) -> bool:
        """Whether it is the choice of a 1:1 room, and not the command of the same name."""
        return bool(act.person) and bool(call.args or await self.table.places.asking(PLATFORM, act.sender))

    async def _chosen(self, act: Act, call: Call) -> Card:
        """Which community is meant in a 1:1 room."""
        if not act.person:
            return refused_card("That is for our 1:1 room; here it is clear which community is meant.")
        if chosen := dict(call.args).get("id"):
            return await self.table.places.choose(PLATFORM, act.sender, chosen)
        return await self.table.places.asking(PLATFORM, act.sender) or Card(
            "You belong to one community only, or to none yet."
        )

    async def _offers(self, what: Event, call: Call) -> str:
        """What the first argument that is missing can be."""
        spec = self.table.specs.get(call.path)
        given = dict(call.args)
        lacks = (
            next((one for one in spec.params if one.required and one.name not in given), None)
            if spec
            else None
        )
        found = await self._choices(what, spec, lacks) if spec and lacks else []
        return f"You can choose from: {', '.join(found)}." if found else ""

    async def _choices(self, what: Event, spec: Spec, param: Param) -> list[str]:
        if not (param.choices or param.arg.pick):
            return []
        found = await self.table.choices(what, spec.path, param.name, "")
        return [value if label in ("", value) else f"{value} ({label})" for value, label in found]

    async def _ask(self, act: Act, what: Event, spec: Spec, call: Call) -> None:
        """Post the form of a command in a thread."""
        offers = {one.name: await self._choices(what, spec, one) for one in forms.asked(spec, call)}
        await self.answering.ask(act, what, forms.template(spec, call, offers, act.sender))

    # reactions

    async def reacted(self, room: str, event: Json) -> None:
        """A reaction: a vote, a button, or an ordinary one."""
        content = event.get("content") or {}
        key = key_of(content)
        if not key or (event.get("unsigned") or {}).get("redacted_because"):
            return
        target = str(content["m.relates_to"].get("event_id") or "")
        sender, number = str(event.get("sender") or ""), str(event.get("event_id") or "")
        shown = await self.table.places.shown((PLATFORM, await self._where(room), ref(room, target)))
        card = Card.load(shown.card) if shown else None
        if card and card.ballot and card.ballot.call(plain_key(key), added=True):
            await self.listener.recount.heard(room, target, sender, number, plain_key(key), shown)
            return
        if card and (button := pressed(card, key)):
            person = await self.listener.direct.person(room)
            root = "" if person else await self.listener.surface.root(ref(room, target))
            await self.press(Act(room, number, sender, root, person), button, ref(room, target))
            self.answering.release(room, number)
            return
        if card is None:
            self.listener.recount.before(ref(room, target))
        await self._liked(room, target, sender, number)

    async def _liked(self, room: str, target: str, sender: str, number: str) -> None:
        """An ordinary reaction is counted for who wrote the message."""
        writer = await self.referring.author(room, target)
        place, name = await self.rooms.place(room), await self.rooms.name(room, sender)
        author = "" if writer == self.listener.me else writer
        what = Event(
            number, PLATFORM, place, sender, name, channel=room, quote=Quote(ref(room, target), author=author)
        )
        await self.listener.steering.heard(what, "reaction")

    async def redacted(self, room: str, event: Json) -> None:
        """Something was taken away: a vote by its owner, by somebody else, or a card."""
        content = event.get("content") or {}
        target = str(event.get("redacts") or content.get("redacts") or "")
        sender, number = str(event.get("sender") or ""), str(event.get("event_id") or "")
        one = await self.table.ballots.named(PLATFORM, target) if target else None
        if one is not None:
            await self.listener.recount.redacted(one, room, sender, number)
        elif target and sender != self.listener.me:
            where = PLATFORM, await self._where(room), ref(room, target)
            async with self.listener.turn(where[2]):
                await self.listener.recount.lost(where)

    # buttons

    async def press(self, act: Act, button: Button, card: str) -> None:
        """A button, by reaction or in words."""
        call = button.call
        what = await self.event(act.room, act.sender, act.event, card=card)
        spec = self.table.missing(call)
        if spec:
            await self._ask(act, what, spec, call)
            return
        await self._run(act, what, call)


def refused_card(text: str) -> Card:
    """A refusal of this platform."""
    return Card(text, tone="refusal", private=True)
