"""Reactions read again: after a time away and before a ballot closes; and what moderators take away."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import discord
import structlog

from bot.adapters.discord.people import PLATFORM, badges, member_of, ref
from bot.adapters.discord.surface import Surface
from bot.adapters.rereading import Rereading
from bot.adapters.signs import plain_key
from bot.card import Card, bare
from bot.casting import NOTHING, Act, Came
from bot.command import Event, Quote
from bot.recounting import Recounted

if TYPE_CHECKING:
    from bot.table import Table

log = structlog.get_logger()
Turn = Callable[[str], AbstractAsyncContextManager[Any]]
Burst = list[
    tuple[discord.RawReactionActionEvent, bool]
]  # put on or taken off, on one message, in their order


class Recount(Rereading):
    """Reads ballots again for a client; `turn` keeps them apart from the events on the same message."""

    platform = PLATFORM
    unreadable = (discord.HTTPException,)

    def __init__(self, client: discord.Client, table: Table, surface: Surface, turn: Turn) -> None:
        super().__init__(table)
        self.client, self.surface, self.turn = client, surface, turn
        self.wake: Callable[[], None] = lambda: None
        self.count: Callable[[Event, str], Awaitable[None]]

    def serves(self, row: Any) -> bool:
        return self.client.get_guild(int(row.room)) is not None

    async def heard(self, burst: Burst) -> None:
        """Reactions that were just told of, on one message; if it is ours and not recorded yet, they are read later."""
        where = where_of(burst[0][0])
        acts = [act for payload, added in burst if (act := await self.act(payload, added=added))]
        me = self.client.user.id if self.client.user else 0
        if any(payload.message_author_id == me for payload, _ in burst):
            self.before(where[2])
        came = await self.table.casting.react(where, acts, shared=True)
        if came is not None:
            self.early.pop(where[2], None)
        for act, one in zip(acts, came or [NOTHING] * len(acts), strict=True):
            if one.card is None and act.added:
                await self.count(act.event, "reaction")
            elif one.card is not None and act.added:
                self.answered(where, act, one)
        self.wake()

    async def act(self, payload: discord.RawReactionActionEvent, *, added: bool) -> Act | None:
        """A reaction as an act; None for a bot's. Who takes one off need not be known: it counts only if it was seen."""
        member = payload.member
        guild = self.client.get_guild(payload.guild_id or 0)
        if member is None and added and guild:
            member = await member_of(guild, payload.user_id)
        if (added and member is None) or (member and member.bot):
            return None
        reference = ref(payload.channel_id, payload.message_id)
        event = Event(
            uuid.uuid4().hex,
            PLATFORM,
            str(payload.guild_id),
            str(payload.user_id),
            member.display_name if member else "",
            channel=str(payload.channel_id),
            quote=Quote(reference, author=str(payload.message_author_id or "")),
            badges=badges(member),
        )
        return Act(event, plain_key(str(payload.emoji)), added)

    def answered(self, where: tuple[str, str, str], act: Act, came: Came) -> None:
        """After a reaction that counted, the member's earlier ones come off; one that was refused comes off itself."""
        account = act.event.account
        if came.card and came.card.tone in ("refusal", "error"):
            self.refused(where, account, act.key, came.card)
            return
        for old in came.old:
            self.take_off(where, account, old)

    async def one(self, row: Any, by: datetime | None = None) -> None:
        """One ballot; `by` is the moment as of which its acts count."""
        where = PLATFORM, str(row.room), str(row.ref)
        async with self.turn(row.ref):
            try:
                message = await self.surface.message(row.ref).fetch()
            except discord.NotFound:
                await self.lost(where)
                return
            ballot = Card.load(row.card).ballot
            keys = {bare(key) for key, _, _ in ballot.choices} if ballot else set()
            found = await standing(message, keys)
            done = await self.table.ballots.recount(
                where, found, lambda account: self.who(where, account), by=by
            )
        self._after(where, message, done)
        self._seed(message, Card.load(row.card))
        self.wake()

    def _after(self, where: tuple[str, str, str], message: discord.Message, done: Recounted) -> None:
        for event, key, card in done.answers:
            if card.tone in ("refusal", "error"):
                self.refused(where, event.account, key, card)
        old = [(event.account, one) for event, _, _ in done.answers for one in keys_of(message)]
        for account, key in dict.fromkeys([*done.stale, *old]):
            self.take_off(where, account, key)

    def _seed(self, message: discord.Message, card: Card) -> None:
        """Put back the signs of a ballot that are missing, so that one touch is enough."""
        mine = {plain_key(str(one.emoji)) for one in message.reactions if one.me}
        for key, _, _ in card.ballot.choices if card.ballot else ():
            if bare(key) not in mine:
                self.surface.later.put_nowait(lambda key=key: message.add_reaction(key))  # type: ignore[misc]

    async def who(self, where: tuple[str, str, str], account: str) -> Event | None:
        """Somebody as who has reacted just now; None for a bot and for who is not in the server."""
        guild = self.client.get_guild(int(where[1])) or await self.client.fetch_guild(int(where[1]))
        member = await member_of(guild, int(account))
        if member is None or member.bot:
            return None
        channel = where[2].partition("/")[0]
        return Event(
            uuid.uuid4().hex,
            PLATFORM,
            where[1],
            account,
            member.display_name,
            channel=channel,
            quote=Quote(where[2]),
            badges=badges(member),
        )

    def refused(self, where: tuple[str, str, str], account: str, key: str, card: Card) -> None:
        """A reaction that was refused comes off, and its owner is told why."""
        self.surface.later.put_nowait(lambda: self._remove(where[2], account, key))
        self.surface.later.put_nowait(lambda: self.surface.whisper(account, card, uuid.uuid4().hex[:24]))

    def take_off(self, where: tuple[str, str, str], account: str, key: str) -> None:
        """A reaction that means nothing any more comes off, in its turn, unless it means something by then."""

        async def work() -> None:
            if await self.table.ballots.is_stale(where, account, key):
                await self._remove(where[2], account, key)
                await self.table.ballots.settled(where, [(account, key)])

        self.surface.later.put_nowait(work)

    async def _remove(self, reference: str, account: str, key: str) -> None:
        """Take off a reaction in whatever shade it was given."""
        message, user = self.surface.message(reference), discord.Object(int(account))
        try:
            await message.remove_reaction(key, user)
        except discord.NotFound:
            with suppress(discord.NotFound):
                whole = await message.fetch()
                for one in whole.reactions:
                    if plain_key(str(one.emoji)) == bare(key):
                        with suppress(discord.NotFound):
                            await message.remove_reaction(one.emoji, user)

    async def lost(self, where: tuple[str, str, str]) -> None:
        """A message is gone: its card is posted anew if it still matters."""
        if await self.table.ballots.lost(where):
            log.warning("the card of a message that was deleted is posted anew", ref=where[2])
            self.wake()


async def standing(message: discord.Message, keys: set[str]) -> dict[str, set[str]]:
    """The reactions of people that stand under a message, by account; those of bots never count."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for reaction in message.reactions:
        key = plain_key(str(reaction.emoji))
        if key in keys:
            for account in await givers(reaction):
                found[account].add(key)
    return found


async def givers(reaction: discord.Reaction) -> list[str]:
    """Who gave a reaction, in its ordinary and in its super form."""
    kinds = [discord.ReactionType.normal] + ([discord.ReactionType.burst] if reaction.burst_count else [])
    found = [user for kind in kinds async for user in reaction.users(limit=reaction.count + 100, type=kind)]
    return [str(user.id) for user in found if not user.bot]


def keys_of(message: discord.Message) -> list[str]:
    """The kinds of reaction that stand under a message."""
    return sorted({plain_key(str(one.emoji)) for one in message.reactions})


def where_of(payload: Any) -> tuple[str, str, str]:
    """The message of a raw event, as storage knows it."""
    return PLATFORM, str(payload.guild_id), ref(payload.channel_id, payload.message_id)
