"""What the bot posts on Matrix: once, in order, edited where it stands, with its signs and its files."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable

import structlog

from bot.adapters.matrix.buttons import signs
from bot.adapters.matrix.direct import Direct
from bot.adapters.matrix.draw import MARK, draw
from bot.adapters.matrix.media import uploaded
from bot.adapters.matrix.people import PLATFORM, ref, spot
from bot.adapters.matrix.pieces import Pieces, Standing
from bot.adapters.matrix.rooms import PINNED, Rooms
from bot.adapters.matrix.wire import DeadTokenError, Json, Wire
from bot.adapters.signs import plain_key
from bot.adapters.tidying import Found, Tidying
from bot.adapters.voice import Voice
from bot.card import Card
from bot.surface import GoneError, LaterError, Spot

log = structlog.get_logger()
FILES = "org.distributed.files"  # which files came with a card
RECENT = 200  # events that are searched for a mark
LOCKED = 600.0  # seconds until a message is tried again in a room that the bot cannot write to
DEAD = 2.0  # seconds until a message is tried again while the bot logs in
ROOTS = 2000  # cards whose thread is remembered


class Surface(Tidying):
    """The sending half of Matrix. Cosmetic work (signs under cards, reactions taken off) waits in a queue of its own."""

    platform = PLATFORM
    parallel = True
    failures = (DeadTokenError,)

    def __init__(self, wire: Wire, rooms: Rooms, direct: Direct, voice: Voice) -> None:
        super().__init__()
        self.wire, self.rooms, self.direct, self.voice = wire, rooms, direct, voice
        self.roots: dict[str, str] = {}
        self.pieces = Pieces(wire)
        self.there: dict[str, dict[str, str]] = {}  # what of a message was sent before a crash, by its mark

    @property
    def me(self) -> str:
        return str(self.wire.client.user_id)

    # what delivery asks for

    async def post(self, spot: Spot, card: Card, key: str) -> str:
        return await spoken(self._post(spot, card, key))

    async def edit(self, spot: Spot, ref: str, card: Card, key: str) -> str:
        return await spoken(self._edit(ref, card, key))

    async def whisper(self, account: str, card: Card, key: str) -> str:
        return await spoken(self._whisper(account, card, key))

    async def find(self, spot: Spot, key: str) -> str | None:
        return await spoken(self._find(spot, key))

    async def pin(self, ref: str) -> None:
        await spoken(self._pin(ref))

    async def _pin(self, reference: str) -> None:
        room, event = spot(reference)
        held = self.rooms.known.get(room)
        if held is None or held.level(self.me) < held.needed_to_put(PINNED):
            raise GoneError(f"the bot lacks the power to pin in {room}")
        pinned = (await self.wire.state(room, PINNED)).get("pinned")
        pinned = pinned if isinstance(pinned, list) else []
        if event not in pinned:
            path = "rooms", room, "state", PINNED, ""
            await self.wire.call("PUT", *path, body={"pinned": [*pinned, event]})

    async def _post(self, where: Spot, card: Card, key: str) -> str:
        room, root = await self._where(where)
        return await self.say(room, card, key, relation=within(root))

    async def _whisper(self, account: str, card: Card, key: str) -> str:
        return await self.say(await self.direct.room(account, asked=False), card, key)

    async def say(self, room: str, card: Card, key: str, relation: Json | None = None) -> str:
        """Send a card with its files; its reference. What a crash has let through already is not sent again."""
        held = self.rooms.known.get(room)
        if (
            held and held.encrypted and self.wire.client.olm is None
        ):  # it waits until encryption is switched on
            raise LaterError(LOCKED)
        there = self.there.pop(key, {})
        names = [await self.rooms.name(room, one) for one in card.pings]
        contents = draw(self.voice.card(card), self.rooms.title, names=names, mark=key)
        contents[0] |= filed(card)
        first = there.get(key) or await self._send(room, contents[0] | relates(relation), key)
        standing = Standing(key)
        for number, one in enumerate(contents[1:], 1):
            mark = f"{key}-{number}"
            sent = there.get(mark) or await self._send(room, one | relates(relation or within(first)), mark)
            standing.pieces[number] = sent, one
        self.pieces.keep(ref(room, first), standing)
        await self._files(room, card, key, relation, there)
        if wanted := signs(card):
            self.later.put_nowait(lambda: self._sign(room, first, wanted))
        return ref(room, first)

    async def _send(self, room: str, content: Json, key: str) -> str:
        return await self.wire.send(room, "m.room.message", content, key)

    async def _files(
        self, room: str, card: Card, key: str, relation: Json | None, there: dict[str, str]
    ) -> None:
        for number, file in enumerate(card.files):
            mark = f"{key}-f{number}"
            if mark not in there:
                content = await uploaded(self.wire.client, file, encrypted=self.encrypted(room))
                await self._send(room, content | {MARK: mark} | relates(relation), mark)

    def encrypted(self, room: str) -> bool:
        """Whether what is sent to a room is encrypted."""
        held = self.rooms.known.get(room)
        return bool(held and held.encrypted and self.wire.client.olm)

    async def _edit(self, reference: str, card: Card, key: str) -> str:
        room, event = spot(reference)
        names = [await self.rooms.name(room, one) for one in card.pings]
        first, *more = draw(self.voice.card(card), self.rooms.title, names=names, mark=key)
        files = filed(card)
        if files and files[FILES] != await self._handed(room, event):
            await self._files(room, card, f"{files[FILES]}-{event}", within(await self.root(reference)), {})
        await self._send(room, replacing(first | files, event), key)
        await self._further(room, event, more, key)
        self.later.put_nowait(lambda: self.sign(room, event, card))
        return reference

    async def _further(self, room: str, event: str, more: list[Json], key: str) -> None:
        """The pieces after the first: edited where they say something else, added, and taken away where none is left."""
        root = await self.root(ref(room, event))
        standing = await self.pieces.of(room, event, root)
        for number, one in enumerate(more, 1):
            content = one | {MARK: f"{standing.mark}-{number}"}
            if number not in standing.pieces:
                sent = await self._send(room, content | relates(within(root)), f"{key}-{number}")
            elif standing.says(number, content):
                continue
            else:
                sent, _ = standing.pieces[number]
                await self._send(room, replacing(content, sent), f"{key}-{number}")
            standing.pieces[number] = sent, content
        for number in [one for one in standing.pieces if one > len(more)]:
            sent, _ = standing.pieces[number]
            await self.wire.redact(room, sent, f"r-{sent}")
            del standing.pieces[number]

    async def _handed(self, room: str, event: str) -> str:
        """Which files a card has brought so far."""
        found = await self.wire.event(room, event)
        content = self.pieces.newest(found, room) or found.get("content") or {}
        return str(content.get(FILES) or "")

    async def _find(self, where: Spot, key: str) -> str | None:
        """The message that carries a mark, among the newest of the room; what it lacks yet is sent by `post`."""
        if where.room.startswith("@"):
            room = await self.direct.room(where.room[1:], asked=False)
        else:
            room, _ = await self._where(where)
        found: dict[str, str] = {}
        start = ""
        for _ in range(RECENT // 100):
            page = await self.wire.call(
                "GET", "rooms", room, "messages", **{"dir": "b", "limit": "100", "from": start}
            )
            for one in page.get("chunk") or []:
                content = self.wire.plain(one, room).get("content") if one.get("sender") == self.me else None
                mark = content.get(MARK) if isinstance(content, dict) else None
                if isinstance(mark, str) and (mark == key or mark.startswith(f"{key}-")):
                    found[mark] = str(one["event_id"])
            start = str(page.get("end") or "")
            if not start or key in found:
                break
        if found:
            self.there[key] = found
        return None  # `post` knows what is there

    # where things stand

    async def _where(self, where: Spot) -> tuple[str, str]:
        """The room of a message, and the event in whose thread it belongs."""
        if where.thread:
            return spot(where.thread)[0], await self.root(where.thread)
        return self._room(where), ""

    def _room(self, where: Spot) -> str:
        """The room of a topic; where the bot is not in it, another one of the same place."""
        here = self.rooms.known.get(where.room)
        rooms: list[str] = [where.channel, *(here.children() if here else []), where.room]
        for one in rooms:
            if one and one in self.rooms.known and not self.rooms.known[one].successor:
                return one
        raise GoneError(f"the bot is in no room of {where.room} any more")

    async def root(self, reference: str) -> str:
        """The event in whose thread a card stands, or under which its own thread is."""
        if reference not in self.roots:
            if len(self.roots) >= ROOTS:
                del self.roots[next(iter(self.roots))]
            room, event = spot(reference)
            found = await self.wire.event(room, event)
            self.roots[reference] = thread_of(found.get("content") or {}) or event
        return self.roots[reference]

    # signs

    async def _sign(self, room: str, event: str, wanted: list[str]) -> None:
        """Put signs under a message that has none yet."""
        for one in wanted:
            await self.wire.react(room, event, one, sign_key(event, one))

    async def sign(self, room: str, event: str, card: Card) -> None:
        """Put the signs that are missing under a card, and take off those that it has no longer."""
        wanted = {plain_key(one): one for one in signs(card)}
        for one in await self.wire.annotations(room, event):
            if one.get("sender") != self.me:
                continue
            key = plain_key(key_of(one.get("content") or {}))
            if wanted.pop(key, None) is None:
                await self.wire.redact(room, str(one["event_id"]), f"r-{one['event_id']}")
        for sign in wanted.values():
            await self.wire.react(room, event, sign, sign_key(event, sign) + "-again")


async def spoken(work: Awaitable[Found]) -> Found:
    """Do a call; while the bot logs in again, everything comes later."""
    try:
        return await work
    except DeadTokenError:
        raise LaterError(DEAD) from None


def filed(card: Card) -> Json:
    """What a card remembers of its files, so that an edit does not bring them again."""
    told = repr([(one.name, one.alt, one.data) for one in card.files])
    return {FILES: hashlib.sha256(told.encode()).hexdigest()[:16]} if card.files else {}


def within(root: str) -> Json | None:
    """The relation of a message in a thread."""
    if not root:
        return None
    fallback = {"is_falling_back": True, "m.in_reply_to": {"event_id": root}}
    return {"rel_type": "m.thread", "event_id": root, **fallback}


def relates(relation: Json | None) -> Json:
    return {"m.relates_to": relation} if relation else {}


def replacing(content: Json, event: str) -> Json:
    """A message that takes the place of another."""
    outer = {**content, "body": f"* {content['body']}", "formatted_body": f"* {content['formatted_body']}"}
    return outer | {
        "m.new_content": content,
        "m.relates_to": {"rel_type": "m.replace", "event_id": event},
        "m.mentions": {},
    }


def thread_of(content: Json) -> str:
    """The event in whose thread a message is."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict) or relation.get("rel_type") != "m.thread":
        return ""
    return str(relation.get("event_id") or "")


def key_of(content: Json) -> str:
    """The sign of a reaction; '' for what is none."""
    relation = content.get("m.relates_to")
    if not isinstance(relation, dict) or relation.get("rel_type") != "m.annotation":
        return ""
    key = relation.get("key")
    return key if isinstance(key, str) else ""


def sign_key(event: str, sign: str) -> str:
    """The transaction of a sign."""
    return "s-" + hashlib.sha256(f"{event}/{sign}".encode()).hexdigest()[:24]
