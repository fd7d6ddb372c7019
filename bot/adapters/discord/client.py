"""The listening half of Discord: every interaction, reaction and message becomes an event at the gate."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Protocol
from weakref import WeakValueDictionary

import discord
import structlog
from discord import app_commands

from bot.adapters.discord import forms, slash
from bot.adapters.discord.buttons import Press
from bot.adapters.discord.draw import draw
from bot.adapters.discord.people import (
    CHANNEL,
    PLATFORM,
    ROLE,
    account,
    badges,
    event,
    ref,
    starter,
    within,
    written,
)
from bot.adapters.discord.permissions import hanging, report
from bot.adapters.discord.recount import Burst, Recount, where_of
from bot.adapters.discord.surface import Surface, arguments
from bot.adapters.discord.voice import Native
from bot.adapters.discord.words import Translator
from bot.adapters.signs import plain_key
from bot.card import Card
from bot.command import Attachment, Call, Event, Member, Members, Quote, Spec
from bot.table import Table

log = structlog.get_logger()
DONE = "✅"
COMPANY = 0.03  # seconds for which a burst that follows on another waits for more reactions
PATIENCE = 1.5  # seconds after which an answer is announced; Discord waits for three
PLACING = {
    ("setup",),
    ("setup", "finish"),
    ("setup", "channel"),
    ("setup", "badge"),
}  # what decides where is posted
LARGEST = 1_000_000  # bytes of a file that is read
THREADS = 1000  # whose openers are remembered
Interaction = discord.Interaction[Any]


class Steering(Protocol):
    """What the running program lets its platforms do."""

    async def heard(self, event: Event, kind: str) -> None:
        """Count an ordinary message or reaction."""

    def wake(self) -> None:
        """Something has changed: deliver what waits, without waiting for the next tick."""

    async def synced(self, platform: str) -> str:
        """The hash of the commands that were registered last."""

    async def sync(self, platform: str, mark: str) -> None:
        """Remember which commands are registered."""


class Listener(discord.AutoShardedClient):
    """One bot in any number of servers; it needs no privileged intent."""

    def __init__(self, table: Table, steering: Steering, *, contents: bool = False, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True)
        intents.message_content = contents
        super().__init__(
            intents=intents,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=30.0,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            **options,
        )
        self.table, self.steering = table, steering
        self.voice = Native(table.specs)
        self.surface = Surface(self, self.voice)
        self.tree = app_commands.CommandTree(self)
        Press.pressed = self.pressed
        slash.add(self.tree, table.specs.values(), self.typed, self.choose, self.on_it)
        self.tree.error(self.failed)
        self.back = asyncio.Event()
        self.recount = Recount(self, table, self.surface, self.turn)
        self.recount.wake, self.recount.count = steering.wake, steering.heard
        self.turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.bursts: dict[str, Burst] = {}
        self.last_burst = 0.0  # when reactions were written last
        self.openers: dict[int, str] = {}
        self.busy = 0
        self.idle = asyncio.Event()
        self.idle.set()

    async def setup_hook(self) -> None:
        """Know the buttons again, and register the commands if they have changed."""
        self.add_dynamic_items(Press)
        words = Translator()
        await self.tree.set_translator(words)
        told = [await one.get_translated_payload(self.tree, words) for one in self.tree.get_commands()]
        found = json.dumps(told, sort_keys=True)
        mark = hashlib.sha256(f"{self.application_id}/{found}".encode()).hexdigest()
        if await self.steering.synced(PLATFORM) == mark:
            self.voice.registered(await self.tree.fetch_commands())
        else:
            self.voice.registered(await self.tree.sync())
            await self.steering.sync(PLATFORM, mark)

    async def on_ready(self) -> None:
        self.recount.again()
        self.back.set()

    async def on_resumed(self) -> None:
        self.recount.again()
        self.back.set()

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.recount.again()

    async def on_guild_available(self, guild: discord.Guild) -> None:
        if self.back.is_set():
            self.recount.again()

    async def failed(self, interaction: Interaction, error: app_commands.AppCommandError) -> None:
        """The gate answers every error of its own; this one happened on the way to it."""
        number = uuid.uuid4().hex[:8]
        log.error("an interaction failed", error=number, exc_info=error)
        await self.reply(interaction, sorry(number), deferred=None)

    # interactions

    async def typed(self, interaction: Interaction, spec: Spec, given: Mapping[str, Any]) -> None:
        """A slash command."""
        files = tuple([await read(one) for one in given.values() if isinstance(one, discord.Attachment)])
        named = {
            account(one.id): one.display_name
            for one in given.values()
            if isinstance(one, discord.User | discord.Member)
        }
        call = Call(spec.path, tuple((name, text(value)) for name, value in given.items()))
        if self.table.missing(call):
            await interaction.response.send_modal(forms.modal(spec, call))
            return
        texts = [value for value in given.values() if isinstance(value, str)]
        await self.answer(interaction, spec, call, await event(interaction, texts, named=named, files=files))

    async def pressed(self, interaction: Interaction, call: Call) -> None:
        """A button."""
        spec = self.table.missing(call)
        if spec:
            alone = interaction.guild_id is None
            await interaction.response.send_modal(forms.modal(spec, call, alone=alone))
            return
        await self.answer(interaction, self.table.specs.get(call.path), call, await event(interaction))

    async def on_it(self, interaction: Interaction, spec: Spec, message: discord.Message) -> None:
        """A command on a message."""
        author = "" if message.author.bot else str(message.author.id)
        quote = Quote(ref(message.channel.id, message.id), written(message.content), author=author)
        named = {account(author): message.author.display_name} if author else {}
        what = await event(interaction, [message.content], quote=quote, named=named)
        await self.answer(interaction, spec, Call(spec.path), what)

    async def on_interaction(self, interaction: Interaction) -> None:
        """A form that was filled in, even one that an earlier run of the program has shown."""
        found = forms.submitted(interaction)
        if found is None:
            return
        call, filled = found
        spec = self.table.specs.get(call.path)
        texts = [one for values in filled.values() for one in values]
        data: Any = interaction.data or {}
        resolved: Mapping[str, Any] = data.get("resolved", {})
        named = {
            account(number): str(user.get("global_name") or user["username"])
            for number, user in resolved.get("users", {}).items()
        }
        given = {
            param.name: value(param.type, filled[param.name])
            for param in (spec.params if spec else ())
            if param.name in filled
        }
        whole = Call(call.path, (*call.args, *given.items()))
        await self.answer(interaction, spec, whole, await event(interaction, texts, named=named))

    async def choose(
        self, interaction: Interaction, spec: Spec, name: str, typed: str
    ) -> Sequence[tuple[str, str]]:
        """What an argument can be."""
        return await self.table.choices(await event(interaction), spec.path, name, typed)

    async def answer(self, interaction: Interaction, spec: Spec | None, call: Call, what: Event) -> None:
        """Have a call done; an answer that takes long is announced before Discord stops waiting."""
        work = asyncio.ensure_future(self.table.run(what, call))
        await asyncio.wait({work}, timeout=PATIENCE)
        deferred = None
        if not work.done():
            deferred = bool(spec and (spec.private or spec.confirm))
            await interaction.response.defer(ephemeral=deferred, thinking=True)
        card = await work
        self.steering.wake()
        await self.reply(interaction, card, deferred=deferred)
        if call.path in PLACING and card.tone not in ("refusal", "error"):
            lacks = self.lacks(interaction, dict(call.args))
            if lacks is not None:
                await self.reply(interaction, lacks, deferred=True)

    def lacks(self, interaction: Interaction, given: Mapping[str, str]) -> Card | None:
        """What is missing for what whoever sets the place up has just chosen: a channel, or a role to hang on."""
        if badge := ROLE.fullmatch(given.get("role", "")):
            return hanging(interaction.guild, int(badge[1])) if interaction.guild else None
        named = CHANNEL.fullmatch(given.get("channel", ""))
        channel: Any = self.get_channel(int(named[1])) if named else interaction.channel
        return report(channel) if isinstance(channel, discord.abc.GuildChannel | discord.Thread) else None

    async def reply(self, interaction: Interaction, card: Card, *, deferred: bool | None) -> None:
        """Give an answer; `deferred` says whether it was announced, and then whether privately."""
        facts = arguments(draw(self.voice.card(card)), card)
        if deferred is None and not interaction.response.is_done():
            await interaction.response.send_message(**facts, ephemeral=card.private)
            return
        if deferred is not None and deferred != card.private:
            await interaction.delete_original_response()
        await interaction.followup.send(**facts, ephemeral=card.private)

    # what happens beside

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        await self.reacted(payload, added=True)

    async def on_raw_reaction_remove(self, payload: discord.RawReactionActionEvent) -> None:
        await self.reacted(payload, added=False)

    async def on_raw_reaction_clear(self, payload: discord.RawReactionClearEvent) -> None:
        await self.cleared(payload, "")

    async def on_raw_reaction_clear_emoji(self, payload: discord.RawReactionClearEmojiEvent) -> None:
        await self.cleared(payload, plain_key(str(payload.emoji)))

    async def cleared(self, payload: Any, key: str) -> None:
        """A moderator has taken reactions off: that withdraws nothing."""
        async with self.turn(ref(payload.channel_id, payload.message_id)):
            await self.table.ballots.cleared(where_of(payload), key)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        await self.gone(payload, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        await self.gone(payload, payload.message_ids)

    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """In a forum a card is a thread by itself."""
        async with self.turn(ref(payload.thread_id, payload.thread_id)):
            await self.recount.lost(
                (PLATFORM, str(payload.guild_id), ref(payload.thread_id, payload.thread_id))
            )

    async def gone(self, payload: Any, messages: set[int]) -> None:
        """Messages were deleted; a card that still matters is posted anew."""
        for one in sorted(messages if payload.guild_id else ()):
            where = ref(payload.channel_id, one)
            async with self.turn(where):
                await self.recount.lost((PLATFORM, str(payload.guild_id), where))

    async def reacted(self, payload: discord.RawReactionActionEvent, *, added: bool) -> None:
        """A reaction of a person, taken together with those that wait on the same message; bots' never count."""
        where = ref(payload.channel_id, payload.message_id)
        if self.user is None or payload.user_id == self.user.id or payload.guild_id is None:
            return
        if waiting := self.bursts.get(where):
            waiting.append((payload, added))
            return
        burst = self.bursts[where] = [(payload, added)]
        async with self.turn(where, burst):
            await self.recount.heard(burst)
            self.last_burst = time.monotonic()

    @asynccontextmanager
    async def turn(self, reference: str, burst: Burst | None = None) -> AsyncIterator[None]:
        """On one message things are taken in order; a burst of reactions grows until its turn, or until others wait."""
        if burst is None:
            self.bursts.pop(reference, None)
        turn = self.turns.setdefault(reference, asyncio.Lock())
        self.busy += 1
        self.idle.clear()
        try:
            async with turn:
                if burst is not None:
                    if time.monotonic() - self.last_burst < COMPANY:
                        await asyncio.sleep(COMPANY)  # one change of many costs less
                    if self.bursts.get(reference) is burst:
                        del self.bursts[reference]
                yield
        finally:
            self.busy -= 1
            if not self.busy:
                self.idle.set()

    async def on_message(self, message: discord.Message) -> None:
        """An ordinary message: it is counted, and read only where the operator has switched that on."""
        if message.author.bot or message.guild is None or not ordinary(message):
            return
        async with self.turn(ref(message.channel.id, message.id)):
            await self.told(message, str(message.guild.id))

    async def told(self, message: discord.Message, room: str) -> None:
        """Count a message, and do what it says where it may be read."""
        told = message.reference.message_id if message.reference else None
        quote = Quote(ref(message.channel.id, told)) if told else None
        what = Event(
            str(message.id),
            PLATFORM,
            room,
            str(message.author.id),
            message.author.display_name,
            channel=str(message.channel.id),
            quote=quote,
            thread=within(message.channel),
            opener=await self.opener(message.channel),
        )
        await self.steering.heard(what, "message")
        if self.intents.message_content and (call := self.table.opened(written(message.content))):
            await self.wrote(message, what, call)

    async def wrote(self, message: discord.Message, what: Event, call: Call) -> None:
        """A message that is a command: a sign under it says that it was done, a private note why not."""
        people = {account(one.id): one.display_name for one in message.mentions if not one.bot}
        what = replace(what, people=people, badges=badges(message.author))
        card = await self.table.run(what, call)
        if card.tone in ("refusal", "error"):
            key = hashlib.sha256(what.id.encode()).hexdigest()[:24]
            self.surface.later.put_nowait(lambda: self.surface.whisper(what.account, card, key))
        else:
            self.surface.later.put_nowait(lambda: message.add_reaction(DONE))
        self.steering.wake()

    async def opener(self, channel: Any) -> str:
        """Whose thread it is, asked once for each; '' outside of threads and under the bot's own cards."""
        if not isinstance(channel, discord.Thread):
            return ""
        if channel.id not in self.openers:
            if len(self.openers) >= THREADS:
                del self.openers[next(iter(self.openers))]
            self.openers[channel.id] = await starter(channel)
        mine = self.user is not None and self.openers[channel.id] == str(self.user.id)
        return "" if mine else self.openers[channel.id]


def ordinary(message: discord.Message) -> bool:
    """Whether somebody wrote it: neither a join nor a pin."""
    return message.type in (discord.MessageType.default, discord.MessageType.reply)


def text(value: Any) -> str:
    """An option as the gate reads it."""
    if isinstance(value, discord.User | discord.Member):
        return account(value.id)
    if isinstance(value, discord.Attachment):
        return value.filename
    if isinstance(value, discord.Role):
        return f"<@&{value.id}>"
    if isinstance(value, discord.abc.GuildChannel | app_commands.AppCommandChannel):
        return f"<#{value.id}>"
    return written(str(value))


def value(kind: Any, values: Sequence[str]) -> str:
    """A field of a form as the gate reads it; people were chosen, or typed in direct messages."""
    if kind in (Member, Members) and all(one.isdigit() for one in values):
        return " ".join(account(one) for one in values)
    return written(values[0])


async def read(attachment: discord.Attachment) -> Attachment:
    """A file that was handed in; one that is too large comes without its bytes and is refused by whoever wants it."""
    data = await attachment.read() if attachment.size <= LARGEST else b""
    return Attachment(attachment.filename, data)


def sorry(number: str) -> Card:
    """What is said when something broke before the gate."""
    return Card(
        f"Sorry, something went wrong here. The operator finds it in the log as `{number}`.",
        tone="error",
        private=True,
    )
