"""Sealed votes: until the close nothing that anybody else sees or may ask for depends on who voted how (RULES 4)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select
from structlog.testing import capture_logs

from bot.adapters import plain
from bot.card import Card
from bot.command import Call, Event, Param, Spec
from bot.docs import table
from storage.outbox import WAITING, box
from tests.chat import Chat
from tests.cogs.garden import COMMUNITY, ask, played
from tests.cogs.test_proposals import FOURTH, HOUR, SECOND, SMALL, cast, closed, get, opened, reach
from tests.registry.worlds import Eye

VOTERS = ("ana", "ben")
WATCHING = (
    "cy",
    "dee",
    "gus",
    "hal",
)  # treasurer and ben's delegate; whom it is about; moderator and guardian; admin
DRAWN = re.compile(r'\b[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}\b|"[0-9a-f]{8}"')  # codes, and ids of previews
CHAINED = re.compile(r"\b[0-9a-f]{12,64}\b")  # what a command writes is chained with a salt of its own
GIVEN = {
    "account": "eve", "amount": "5", "article": "1", "before": "3", "budget": "1", "category": "garden", "channel": "<#12>",
    "charter": "Be kind", "choice": "1", "cliff": "10d", "closes": "3d", "code": "ABCD2345", "decimals": "2", "duration": "100d",
    "evidence": "a letter",
    "founders": "@ana,@ben", "guardian": "@gus", "head": "01234567", "hours": "2", "kind": "votes", "length": "8w",
    "link": "https://example.org/a", "lock": "1", "model": "usual", "month": "2026-11", "months": "2", "name": "ordinary_quorum",
    "note": "for you", "number": "1", "numbers": "1", "options": "a; b", "platform": "terminal", "preset": "small circle",
    "purpose": "work", "question": "Which day? Monday; Friday", "reason": "It is so.", "rewards": "1000", "role": "<@&12>",
    "source": "donation", "start": "2026-12-01", "symbol": "EURC", "text": "It says more now.", "title": "Plant firs", "to": "@ana",
    "together": "@ana", "token": "LEAF", "tokens": "10", "topic": "votes", "treasurers": "@ana,@ben", "value": "30%",
    "version": "1", "other": "1",
    "address": "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "after": "5", "chain": "1", "claim": "5d", "contract": "native",
    "deadline": "2026-12-24", "file": "", "gate": "9 voters in 30d", "hash": "0x" + "1" * 64, "last": "2026-11",
    "least": "5", "milestone": "1",
    "work": "It stands.", "milestones": "Plan: 5; Well: 6", "part": "5", "payouts": "1", "reviewers": "@ana",
    "rows": "nothing like it", "signature": "0x12",
    "way": "release", "what": "Watered the beds", "who": "@ana", "why": "It is time.", "zone": "UTC",
}  # fmt: skip
ASIDE = {("vote cast", "choice"): "abstain", ("link imported", "name"): "Old Ann"}
BEFORE = """ben> vote delegate @cy
ben> 1
fay> vote delegate @ana
fay> 1
hal> moderators gus
cy> notify on votes
dee> notify on votes
fay> notify on votes
ana> contribution log Watered the beds
ben> idea new A pond
ana> poll new Which day? Monday; Friday closes=20d
cy> lock new 10 52w
cy> 1
cy> treasury deposit 5 LEAF donation a letter
"""
Choices = tuple[dict[str, str], dict[str, str]]
STORIES: dict[str, Choices] = {
    "nobody": ({}, {}),
    "two, of whom one takes it back": ({"ana": "for", "ben": "for"}, {"ben": "none"}),
    "other choices": ({"ana": "against"}, {"ana": "for", "ben": "against"}),
}


def given(spec: Spec, param: Param) -> str:
    """A sensible value for an argument, by its name."""
    if (spec.name, param.name) in ASIDE:
        return ASIDE[spec.name, param.name]
    if param.choices:
        return param.choices[0]
    assert param.name in GIVEN, f"Say in GIVEN what `{spec.name}` is asked with as {param.name}."
    return GIVEN[param.name]


def calls() -> Iterator[tuple[Spec, dict[str, str]]]:
    """Every command there is, with what it needs; and those that only show something with all they take."""
    for spec in sorted(table().specs.values(), key=lambda one: one.path):
        needs = {one.name: given(spec, one) for one in spec.params if one.required}
        takes = {one.name: given(spec, one) for one in spec.params}
        yield spec, needs
        if takes != needs and not spec.writes:
            yield spec, takes


def told(card: Card, spec: Spec) -> list[str]:
    """All that a card tells, with its files; what is drawn by chance left out."""
    lines = plain.lines(card) + [line for one in card.files for line in one.data.decode().splitlines()]
    lines = [DRAWN.sub("CODE", line) for line in lines]
    return [CHAINED.sub("HASH", line) for line in lines] if spec.writes else lines


class Watch:
    """What everybody but the voters reads, and whatever the program answers to them."""

    def __init__(self, chat: Chat, file: Path) -> None:
        self.chat, self.app, self.file = chat, chat.app, file
        self.seen: list[tuple[str, str, list[str]]] = []
        self.acts = 0

    async def vote(self, choices: dict[str, str]) -> None:
        """Some vote; their own answers are theirs."""
        for who, choice in choices.items():
            answer, *more = await self.chat.say(who, f"vote cast 1 {choice} My reason.")
            assert answer.startswith(("You voted", "You took")), answer
            self.seen.append(("everybody", "", more))

    async def room(self) -> None:
        """Every message as it stands, and every private note to somebody who does not vote."""
        for ref, one in self.chat.terminal.messages.items():
            self.seen.append(("everybody", f"message {ref}", plain.lines(one.card)))
        for note in self.chat.terminal.screen.records:
            if note["kind"] == "whisper" and note["account"] not in VOTERS:
                self.seen.append((note["account"], "a note", plain.lines(Card.load(note["card"]))))

    async def ask_everything(self) -> None:
        """Everybody who watches tries every command, each on the community as it is now."""
        eye = Eye(self.app, self.file, "")
        for who in WATCHING:
            self.chat.terminal.speaker = who
            base = self.chat.terminal.event()
            for spec, args in calls():
                shown = [line async for line in self._asked(eye, base, spec, args)]
                self.seen.append((who, f"{spec.name} {args}", shown))
        eye.close()

    async def _asked(self, eye: Eye, base: Event, spec: Spec, args: dict[str, str]) -> AsyncIterator[str]:
        card = await self._run(base, Call(spec.path, tuple(args.items())))
        for line in told(card, spec):
            yield line
        if card.tone == "preview":
            for line in told(await self._run(base, card.buttons[0].call), spec):
                yield line
        if eye.moved():
            async with self.app.store.read(COMMUNITY) as look:
                query = select(box.lane, box.card).where(WAITING).order_by(box.number, box.line)
                for row in await look.rows(query):
                    for line in told(Card.load(row.card), spec):
                        yield f"{row.lane}: {line}"
            eye.put_back()

    async def _run(self, base: Event, call: Call) -> Card:
        self.acts += 1
        card = await self.app.table.run(replace(base, id=f"watch-{self.acts}"), call)
        assert card.tone != "error", (call, card)
        return card


async def story(folder: Path, first: dict[str, str], last: dict[str, str]) -> tuple[Watch, str]:
    """What others see of a sealed vote until its close, and how it came out."""
    folder.mkdir()
    async with played(folder, SMALL) as chat:
        await chat.play(BEFORE)
        await opened(chat, "dee", FOURTH)
        watch = Watch(chat, folder / "garden.db")
        with capture_logs() as log:
            await reach(chat, 1, -HOUR * 90)
            await watch.vote(first)
            await watch.room()
            await reach(chat, 1, -SECOND)
            await watch.vote(last)
            await watch.ask_everything()
            await watch.room()
        watch.seen.append(("operator", "the log", [str(line) for line in log]))
        assert await closed(chat) in {"defeated", "queued"}
        return watch, await ask(chat, "eve", "proposal result 1")


async def test_until_the_close_nothing_others_see_of_a_sealed_vote_depends_on_it(tmp_path: Path) -> None:
    found = [await story(tmp_path / str(n), *one) for n, one in enumerate(STORIES.values())]
    (plainly, _), *others = found
    for watch, _ in others:
        said = [one for one in watch.seen if one != ("everybody", "", [])]
        for mine, theirs in zip(said, (one for one in plainly.seen if one[1]), strict=True):
            assert mine[:2] == theirs[:2]
            assert "\n".join(mine[2]) == "\n".join(theirs[2]), mine[:2]
    assert len({result for _, result in found}) == len(STORIES)
    assert "ana  for" in found[2][1]


async def test_a_sealed_vote_is_never_extended(tmp_path: Path) -> None:
    async with played(tmp_path, SMALL) as chat:
        await opened(chat, "ana", FOURTH)
        end = (await get(chat)).until
        await cast(chat, 1, ana="for", ben="for", cy="for")
        await reach(chat, 1, -SECOND)
        assert "told after the close" in await cast(chat, 1, dee="for")
        assert (await get(chat)).until == end
        assert await closed(chat) == "queued"
