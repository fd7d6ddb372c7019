"""The gate: every call of every platform is checked, run and answered here."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

import structlog

from bot import line, values
from bot.ballots import Ballots, taken_off
from bot.card import CHAIN, Button, Card, bare
from bot.command import HOST, MEMBER, MODERATOR, Call, Cog, Context, Event, Members, Quote, Spec
from bot.places import Places
from rules.errors import Refusal
from rules.wording import listed
from storage import badges, communities, inbox, links, members, outbox, reactions
from storage.store import Change, Look, Store

CONFIRM = ("confirm",)
CHANGED = "This has changed since you looked; please check it again."
PREVIEW = "Nothing has happened yet."
LASTS = timedelta(minutes=15)
NOWHERE = "No community lives here yet. Whoever administers this place can found one with `setup`."
MOST_CHOICES = 25
First = Callable[[Change], Awaitable[None]]
log = structlog.get_logger()


class KnownError(Exception):
    """A reaction that was seen before: no act."""


class PreviewError(Exception):
    """Carries the card of a dry run out of the transaction that it undoes."""

    def __init__(self, spec: Spec, call: Call, card: Card, note: str = PREVIEW) -> None:
        self.spec, self.call, self.card, self.note = spec, call, card, note


class Table:
    """Every command the bot knows, by its path."""

    def __init__(self, store: Store, cogs: Iterable[Cog]) -> None:
        self.store = store
        self.specs: dict[tuple[str, ...], Spec] = {}
        self.owners: dict[tuple[str, ...], Cog] = {}
        self.ballots = Ballots(self)
        self.places = Places(store)
        for owner, spec in ((cog, spec) for cog in cogs for spec in cog.specs()):
            if spec.path in self.specs or spec.path == CONFIRM:
                raise ValueError(f"Two commands claim {spec.name!r}.")
            self.specs[spec.path], self.owners[spec.path] = spec, owner

    def read(self, text: str) -> Call:
        """Read a typed command; Refusal if there is none like it."""
        return line.read(text, self.specs)

    async def say(self, event: Event, text: str) -> Card:
        """Read and run a typed command."""
        try:
            call = self.read(text)
        except Refusal as no:
            return refused(no)
        return await self.run(event, call)

    async def run(self, event: Event, call: Call, first: First | None = None) -> Card:
        """Run a call for whoever sent the event. The answer is always a card, also for what went wrong.

        `first` is done in the same change, before the call.
        """
        try:
            return await self._run(event, call, first)
        except Refusal as no:
            return refused(no)
        except KnownError:
            raise
        except Exception:
            number = secrets.token_hex(4)
            log.exception(
                "a command failed", error=number, path=call.path, request=event.id, platform=event.platform
            )
            return sorry(number)

    async def react(
        self,
        event: Event,
        ref: str,
        key: str,
        *,
        added: bool,
        shared: bool = False,
        by: datetime | None = None,
        source: str = "",
        told: bool = True,
        shown: Any = None,
    ) -> Card | None:
        """Run what a reaction on one of our cards means; None if it means nothing.

        Where reactions are `shared`, we and moderators take them off as well. It counts as of the moment `by`.
        `source` is its own id where it has one. Unless `told`, it is known that its owner took it off.
        `shown` is what stands there, for who has looked already.
        """
        shown = shown or await outbox.shown_at(self.store, event.platform, event.room, ref)
        card = Card.load(shown.card) if shown else None
        call = meaning(card, key, added=added) if card else None
        if card is None or call is None or not (card.ballot and card.ballot.call(key, added=added)):
            return await self.run(event, call) if call else None
        where = event.platform, event.room, ref

        async def fresh(change: Change) -> None:
            change.now = min(change.now, by or change.now)
            if not await reactions.note(change, where, event.account, bare(key), added=added, source=source):
                raise KnownError
            if added and shared:
                await reactions.others(change, where, event.account, bare(key))
            elif shared and told:
                await self._tell_taken(change, event, card, call)

        try:
            return await self.run(event, call, fresh)
        except KnownError:
            if not added:
                await self.ballots.settled(where, event.account, key)
            return None

    async def _tell_taken(self, change: Change, event: Event, card: Card, call: Call) -> None:
        """Tell a member whose reaction is gone that their vote is taken back with it."""
        value = dict(call.args)["choice"].removeprefix("-")
        who = await members.find(change, event.platform, event.account)
        if who and card.ballot and await self.standing(change, who.id, call) == value:
            label = next(label for _, label, mine in card.ballot.choices if mine == value)
            note = taken_off(card.title or card.body, label.rpartition(" · ")[0] or label)
            await change.whisper(who.id, note, to=(event.platform, event.account))

    async def standing(self, look: Look, member: int, call: Call) -> str | None:
        """The choice of a member that counts now on the ballot of a call."""
        return await self.owners[call.path].standing(look, member, call)

    async def superseded(self, event: Event, ref: str, key: str) -> list[str]:
        """The earlier reactions of whoever has just put one on a ballot; taking them off withdraws nothing."""
        shown = await outbox.shown_at(self.store, event.platform, event.room, ref)
        ballot = Card.load(shown.card).ballot if shown else None
        if shown is None or ballot is None:
            return []
        async with self.store.read(shown.community) as look:
            _, old = await reactions.on(look, (event.platform, event.room, ref), event.account)
        found = old.get(event.account, set()) - {bare(key)}
        return [mine for mine, _, _ in ballot.choices if bare(mine) in found]

    async def choices(
        self, event: Event, path: tuple[str, ...], name: str, typed: str
    ) -> Sequence[tuple[str, str]]:
        """The values an argument offers to whoever is typing: at most 25 pairs of value and label."""
        param = next(one for one in self.specs[path].params if one.name == name)
        if param.choices:
            return [(one, one) for one in param.choices if typed.lower() in one]
        community = await communities.at(self.store, event.platform, event.room)
        if param.arg.pick is None or community is None:
            return []
        async with self.store.read(community) as look:
            found = await param.arg.pick(await self._context(event, look), look, typed)
        return list(found)[:MOST_CHOICES]

    def missing(self, call: Call) -> Spec | None:
        """The command whose form has to be filled before this call can run, if it has one."""
        spec = self.specs.get(call.path)
        given = {name for name, _ in call.args}
        lacks = (
            spec and spec.form and any(param.required and param.name not in given for param in spec.params)
        )
        return spec if lacks else None

    async def _run(self, event: Event, call: Call, first: First | None) -> Card:
        community = await self._community(event)
        if call.path == CONFIRM:
            return await self._write(event, community, lambda change: self._confirmed(event, call, change))
        spec = self.specs.get(call.path)
        if spec is None:
            raise Refusal("That command is gone. Try `help`.")
        if community is None and spec.joins:
            community = await links.community_of(self.store, dict(call.args).get("code", ""))
        call = await self._filled(spec, call, event)
        if spec.writes:

            async def work(change: Change) -> Card:
                if first:
                    await first(change)
                return await self._answer(spec, call, event, change)

            return await self._write(event, community, work, spec)
        if community is None:
            return await self._answer(spec, call, event, None)
        async with self.store.read(community) as look:
            return await self._answer(spec, call, event, look)

    async def _community(self, event: Event) -> str | None:
        """Whose place it is; in a private room, whose card the button was on."""
        here = await communities.at(self.store, event.platform, event.room)
        return here or await outbox.community_of(self.store, event.platform, event.room, event.card)

    async def _write(self, event: Event, community: str | None, work: Any, spec: Spec | None = None) -> Card:
        """Run a handler and keep its answer under the event's key; a dry run is kept as a draft instead."""

        async def kept(change: Change) -> Any:
            return (await work(change)).dump()

        if community is None:
            if spec is None or not spec.founds:
                raise Refusal(NOWHERE)
            return await self._found(event, work)
        try:
            return Card.load(await self.store.once(community, event.id, kept))
        except PreviewError as seen:
            preview = seen
        return Card.load(
            await self.store.once(community, event.id, lambda change: self._draft(event, preview, change))
        )

    async def _found(self, event: Event, work: Any) -> Card:
        async def kept(change: Change) -> Any:
            await communities.bind(change, event.platform, event.room)
            if event.channel:
                await communities.set_channel(change, event.platform, event.room, "", event.channel)
            return (await work(change)).dump()

        name = f"{event.platform}-{event.room}"
        return Card.load(await self.store.found(name, kept))

    async def _answer(
        self, spec: Spec, call: Call, event: Event, look: Look | None, seen: Any = None
    ) -> Card:
        """Check the role, read the arguments, run the handler; a command that asks first is undone again."""
        ctx = await self._context(event, look, preview=spec.confirm and seen is None)
        permitted(spec, ctx)
        await lives(look, spec)
        given = await arguments(spec, call, ctx, look)
        card: Card = await spec.run(ctx, look, **given)
        if spec.confirm and seen != lasting(card).dump():
            raise PreviewError(spec, call, card, PREVIEW if seen is None else CHANGED)
        return replace(card, private=card.private or spec.private)

    async def _draft(self, event: Event, preview: PreviewError, change: Change) -> Any:
        """Keep what was asked until it is confirmed, beside a card that says what would happen."""
        member = await self._context(event, change)
        seen = lasting(preview.card)
        data = {"path": preview.call.path, "args": preview.call.args, "seen": seen.dump()}
        data["people"] = named(preview.call, event)  # a press names nobody
        number = await inbox.draft(change, member.me, data, change.now + LASTS)
        button = Button("Confirm", Call(CONFIRM, (("number", number),)), "✅")
        body = f"{seen.body}\n{preview.note}" if seen.body else preview.note
        return replace(
            seen, body=body, tone="preview", private=True, buttons=(button,), thread="", ballot=None
        ).dump()

    async def _confirmed(self, event: Event, call: Call, change: Change) -> Card:
        """Run a kept call, if what it would do is still what its owner saw."""
        ctx = await self._context(event, change)
        data = await inbox.confirm(change, dict(call.args).get("number", ""), ctx.me)
        event = replace(event, people=data.get("people", {}) | dict(event.people))
        path = tuple(data["path"])
        asked = Call(path, tuple((name, value) for name, value in data["args"]))
        return await self._answer(self.specs[path], asked, event, change, data["seen"])

    async def _filled(self, spec: Spec, call: Call, event: Event) -> Call:
        """On a message, its thing fills the first missing number and its text the first missing text."""
        if not (spec.on_message and event.quote):
            return call
        shown = await outbox.shown_at(self.store, event.platform, event.room, event.quote.ref)
        subject = event.quote.subject or (shown.subject if shown else "")
        quote = replace(event.quote, subject=subject)
        extra = dict(quoted(spec, {name for name, _ in call.args}, quote, event.platform))
        return Call(call.path, (*call.args, *extra.items()))

    async def _context(self, event: Event, look: Look | None, *, preview: bool = False) -> Context:
        facts = {MEMBER, *([HOST] if event.hosts else ()), *([MODERATOR] if event.moderates else ())}
        if look is None:
            return Context(event, "", None, frozenset(facts), self.store.clock(), preview)
        known = await members.find(look, event.platform, event.account)
        if known is None and isinstance(look, Change):
            known = await members.admit(look, event.platform, event.account, event.name)
        held = await members.roles(look, known.id) if known else frozenset()
        held |= await badges.roles(look, event.platform, event.room, event.badges)
        return Context(event, look.community, known.id if known else None, held | facts, look.now, preview)


def named(call: Call, event: Event) -> dict[str, str]:
    """The people whom the arguments of a call name, of those whom its event vouches for."""
    said = " ".join(value for _, value in call.args).casefold()
    return {one: name for one, name in event.people.items() if one in said or f"@{name.casefold()}" in said}


def meaning(card: Card, key: str, *, added: bool) -> Call | None:
    """What a reaction on this card calls: a button when it is put on, a choice of the ballot either way."""
    key = key.rstrip("\ufe0f")
    if card.ballot and (call := card.ballot.call(key, added=added)):
        return call
    return next((one.call for one in card.buttons if one.key.rstrip("\ufe0f") == key and added), None)


def lasting(card: Card) -> Card:
    """What is looked at before it is confirmed: no files, and not the head of a chain that a dry run made."""
    return replace(card, files=(), fields=tuple(one for one in card.fields if one[0] != CHAIN))


async def lives(look: Look | None, spec: Spec) -> None:
    """Most commands need a community that has been founded."""
    if spec.founds:
        return
    if look is None:
        raise Refusal(NOWHERE)
    if not (await communities.get(look)).running:
        raise Refusal("This community is still being founded; its first commands work after `setup finish`.")


def permitted(spec: Spec, ctx: Context) -> None:
    if not ctx.roles & set(spec.roles):
        raise Refusal(
            f"Only {listed([ROLE_NAMES.get(role, f'a {role}') for role in spec.roles], 'or')} may do that."
        )


ROLE_NAMES = {HOST: "whoever administers this place", "admin": "an admin"}


async def arguments(spec: Spec, call: Call, ctx: Context, look: Look | None) -> dict[str, Any]:
    given = dict(call.args)
    if stray := set(given) - {param.name for param in spec.params}:
        raise Refusal(f"`{spec.name}` takes no {min(stray)}. Usage: `{spec.usage}`.")
    if lacking := next((one for one in spec.params if one.required and one.name not in given), None):
        raise Refusal(f"Please add {lacking.name} ({lacking.arg.about}). Usage: `{spec.usage}`.")
    return {
        one.name: await values.read(one, given[one.name], ctx, cast(Look, look))
        for one in spec.params
        if one.name in given
    }


def quoted(spec: Spec, given: set[str], quote: Quote, platform: str) -> Iterator[tuple[str, str]]:
    kind, _, number = quote.subject.partition("/")
    for param in spec.params:
        if param.name in given or not param.required:
            continue
        if param.type is int and kind == spec.path[0] and number.isdigit():
            yield param.name, number
        elif param.type is Members and quote.author:
            yield param.name, f"<{platform}:{quote.author}>"
        elif param.type is str and not param.choices and quote.text:
            yield param.name, quote.text
            return


def refused(no: Refusal) -> Card:
    return Card(str(no), tone="refusal", private=True)


def sorry(number: str) -> Card:
    body = f"Sorry, something went wrong here and nothing was changed. The operator finds it in the log as `{number}`."
    return Card(body, tone="error", private=True)
