"""The gate: every call of every platform is checked, run and answered here."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Awaitable, Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import structlog

from bot import line
from bot.ballots import Ballots
from bot.card import CHAIN, Button, Card, refused, sorry
from bot.casting import Act, Casting
from bot.checks import NOWHERE, arguments, facts, lives, permitted
from bot.command import Attachment, Call, Cog, Context, Event, Members, Quote, Spec
from bot.places import Places
from rules import dormancy
from rules.errors import Refusal
from storage import badges, communities, inbox, links, members, outbox, presence
from storage.store import Change, Look, Store

CONFIRM = ("confirm",)
CHANGED = "This has changed since you looked; please check it again."
PREVIEW = "Nothing has happened yet."
LASTS = timedelta(minutes=15)
MOST_CHOICES = 25
First = Callable[[Change], Awaitable[None]]
log = structlog.get_logger()


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
        self.ballots, self.casting = Ballots(self), Casting(self)
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
        except Exception:
            number = secrets.token_hex(4)
            log.exception(
                "a command failed", error=number, path=call.path, request=event.id, platform=event.platform
            )
            return sorry(number)

    async def react(self, event: Event, ref: str, key: str, *, added: bool) -> Card | None:
        """Run what one reaction on one of our cards means; None if it means nothing."""
        came = await self.casting.react((event.platform, event.room, ref), [Act(event, key, added)])
        return came[0].card if came else None

    async def standing(self, look: Look, member: int, call: Call) -> Collection[str]:
        """The choices of a member that count now on the ballot of a call."""
        return await self.owners[call.path].standing(look, member, call)

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

    def opened(self, text: str) -> Call | None:
        """The call that a message is which begins with a word for it, such as `done: …`."""
        for spec in self.specs.values():
            for word in spec.opens:
                if text[: len(word)].casefold() == word and (rest := text[len(word) :].strip()):
                    name = next(param.name for param in spec.params if param.required)
                    return Call(spec.path, ((name, rest),))
        return None

    def missing(self, call: Call) -> Spec | None:
        """The command whose form has to be filled before this call can run, if it has one."""
        spec = self.specs.get(call.path)
        given = {name for name, _ in call.args}
        lacks = (
            spec and spec.form and any(param.required and param.name not in given for param in spec.params)
        )
        return spec if lacks else None

    async def _run(self, event: Event, call: Call, first: First | None) -> Card:
        community = await self._community(event, call)
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
                ctx = await self._context(event, change, preview=spec.confirm)
                return await self._answer(spec, call, ctx, change)

            return await self._write(event, community, work, spec)
        if community is None:
            return await self._answer(spec, call, await self._context(event, None), None)
        async with self.store.read(community) as look:
            ctx = await self._context(event, look)
            card = await self._answer(spec, call, ctx, look)
        if arrives(spec, ctx):
            await self.store.act(community, lambda change: presence.note(change, [ctx.me]))
        return card

    async def _community(self, event: Event, call: Call) -> str | None:
        """Whose place it is; in a private room, whose card the button was on, or whose preview is confirmed."""
        here = await communities.at(self.store, event.platform, event.room)
        here = here or await outbox.community_of(self.store, event.platform, event.room, event.card)
        if here is None and call.path == CONFIRM:
            here = await inbox.community_of(self.store, dict(call.args).get("number", ""))
        return here

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
        self, spec: Spec, call: Call, ctx: Context, look: Look | None, seen: Any = None
    ) -> Card:
        """Check the role, read the arguments, run the handler; a command that asks first is undone again."""
        permitted(spec, ctx)
        await lives(look, spec)
        if isinstance(look, Change) and arrives(spec, ctx):
            await presence.note(look, [ctx.me])
        card = await self.handle(spec, call, ctx, look)
        if spec.confirm and seen != lasting(card).dump():
            raise PreviewError(spec, call, card, PREVIEW if seen is None else CHANGED)
        return replace(card, private=card.private or spec.private)

    async def handle(self, spec: Spec, call: Call, ctx: Context, look: Look | None) -> Card:
        """Read the arguments and run the handler."""
        card: Card = await spec.run(ctx, look, **await arguments(spec, call, ctx, look))
        return card

    async def _draft(self, event: Event, preview: PreviewError, change: Change) -> Any:
        """Keep what was asked until it is confirmed, beside a card that says what would happen."""
        ctx = await self._context(event, change)
        if arrives(preview.spec, ctx):
            await presence.note(change, [ctx.me])
        seen = lasting(preview.card)
        data = {"path": preview.call.path, "args": preview.call.args, "seen": seen.dump()}
        data["people"] = named(preview.call, event)  # a press names nobody
        data["files"] = handed_in(preview.call, event)  # and brings no file
        number = await inbox.draft(change, ctx.me, data, change.now + LASTS)
        button = Button("Confirm", Call(CONFIRM, (("number", number),)), "✅")
        body = f"{seen.body}\n{preview.note}" if seen.body else preview.note
        return replace(
            seen, body=body, tone="preview", private=True, buttons=(button,), thread="", ballot=None
        ).dump()

    async def _confirmed(self, event: Event, call: Call, change: Change) -> Card:
        """Run a kept call, if what it would do is still what its owner saw."""
        ctx = await self._context(event, change)
        data = await inbox.confirm(change, dict(call.args).get("number", ""), ctx.me)
        people, files = data.get("people", {}) | dict(event.people), brought(data.get("files", []))
        ctx = replace(ctx, event=replace(event, people=people, files=files))
        path = tuple(data["path"])
        asked = Call(path, tuple((name, value) for name, value in data["args"]))
        return await self._answer(self.specs[path], asked, ctx, change, data["seen"])

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
        if look is None:
            return Context(event, "", None, facts(event), self.store.clock(), preview)
        known = await members.find(look, event.platform, event.account)
        if known is None and isinstance(look, Change):
            known = await members.admit(look, event.platform, event.account, event.name)
        held = await members.roles(look, known.id) if known else frozenset()
        held |= await badges.roles(look, event.platform, event.room, event.badges)
        unseen = known is not None and dormancy.unseen(known.seen, look.now)
        who, roles = known.id if known else None, held | facts(event)
        return Context(event, look.community, who, roles, look.now, preview, unseen)


def arrives(spec: Spec, ctx: Context) -> bool:
    """Whether it has to be noted that a member is here today."""
    return ctx.unseen and not spec.discreet


def named(call: Call, event: Event) -> dict[str, str]:
    """The people whom the arguments of a call name, of those whom its event vouches for."""
    said = " ".join(value for _, value in call.args).casefold()
    return {one: name for one, name in event.people.items() if one in said or f"@{name.casefold()}" in said}


def handed_in(call: Call, event: Event) -> list[tuple[str, str]]:
    """The files that the arguments of a call name, as text."""
    said = {value for _, value in call.args}
    return [(one.name, base64.b64encode(one.data).decode()) for one in event.files if one.name in said]


def brought(files: Sequence[tuple[str, str]]) -> tuple[Attachment, ...]:
    """Files that were kept as text."""
    return tuple(Attachment(name, base64.b64decode(data)) for name, data in files)


def lasting(card: Card) -> Card:
    """What is looked at before it is confirmed: no files, and not the head of a chain that a dry run made."""
    return replace(card, files=(), fields=tuple(one for one in card.fields if one[0] != CHAIN))


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
