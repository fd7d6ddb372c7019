"""What our side of a judging model takes: requests, calls, answers; each beside the least it could take."""

from __future__ import annotations

import asyncio
import json
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from openai import AsyncOpenAI

from prompts import scorer
from prompts.client import Client, Endpoint, Request
from prompts.judge import Model
from prompts.render import Month
from prompts.scorer import Case
from rules import digest, judgement
from rules.dealing import Seat
from rules.digest import Deed
from rules.judgement import Record
from tests.model import judge as judges
from tests.model.server import Server

PRAISES, PEOPLE, SAMPLES, TURNS, PARALLEL = 1731, 160, 5, 5, 4
WORDS = ("for", "the", "work", "on", "our", "new", "guide", "and", "all", "calls", "this", "week", "with")


@dataclass
class Kept:
    """Answers in memory."""

    known: Sequence[Record] = ()
    records: list[Record] = field(default_factory=list)

    async def keep(self, record: Record) -> None:
        self.records.append(record)


def case() -> Case:
    """A made-up month as large as the largest real one, most of its texts said to several people."""
    chance, said = random.Random(7), [""]
    deeds = []
    for number in range(1, PRAISES + 1):
        if chance.random() < 0.45:
            said.append(" ".join(chance.choices(WORDS, k=chance.randint(6, 26))) + f" {number}")
        by, to = chance.sample(range(1, PEOPLE + 1), 2)
        seal = sha256(said[-1].encode()).hexdigest()
        deeds.append(Deed(number, "praise", by, (to,), said[-1], seal, "2026-11-03T10:00:00+00:00"))
    month = digest.build("bench", "2026-11", "UTC", deeds)
    texts = {work["text"]: deed.text for work, deed in zip(month["works"], deeds, strict=True)}
    names = [(f"{name} {one}", one) for one in range(1, PEOPLE + 1) for name in ("member", "Person of the")]
    seed = sha256(b"bench").hexdigest()
    settings = {"samples": SAMPLES}
    return Case(month, scorer.prompt(), seed, settings, texts, names, "Bench", "November 2026")


def requests(one: Case) -> list[Request]:
    """Everything that is asked about a month."""
    ready = Month(one)
    dealt = judgement.dealt(one.digest, one.seed, one.settings)
    return [
        ready.ask(Seat("score", sample, number), batch).request
        for sample, batches in enumerate(dealt)
        for number, batch in enumerate(batches)
    ]


def took(work: Callable[[], object]) -> float:
    """Seconds that something takes: the least of some turns, as everything more is another program's."""
    found = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return min(found)


def copied(asked: Iterable[Request]) -> list[str]:
    """The least that sending texts takes: each request as JSON."""
    return [json.dumps([one.system, one.user]) for one in asked]


def parsed(raws: Iterable[str]) -> list[Any]:
    """The least that reading answers takes: the body and the document in it as JSON."""
    return [json.loads(json.loads(raw)["choices"][0]["message"]["content"]) for raw in raws]


async def each(ask: Callable[[Request], Any], asked: Iterable[Request]) -> float:
    """Seconds for all requests, one after the other."""
    began = time.perf_counter()
    for one in asked:
        await ask(one)
    return time.perf_counter() - began


def bare(url: str) -> tuple[AsyncOpenAI, Callable[[Request], Any]]:
    """The library alone, asked for the same."""
    library = AsyncOpenAI(api_key="none", base_url=url, max_retries=0)

    async def ask(request: Request) -> Any:
        texts = {"system": request.system, "user": request.user}
        messages = [{"role": role, "content": text} for role, text in texts.items()]
        schema = {"name": request.name, "strict": True, "schema": dict(request.schema)}
        return await library.chat.completions.create(
            model="judge-1",
            messages=cast("Any", messages),
            max_tokens=4000,
            response_format=cast("Any", {"type": "json_schema", "json_schema": schema}),
        )

    return library, ask


async def calls(server: Server, asked: list[Request]) -> tuple[float, float]:
    """Seconds a call of ours takes and one of the library alone, turn by turn; the middle ones."""
    ours = Client(Endpoint(server.url, "judge-1", parallel=PARALLEL), "none")
    (library, ask), here, there = bare(server.url), [], []
    for turn in range(TURNS + 1):  # the first turn connects
        pair = await each(ours.ask, asked), await each(ask, asked)
        if turn:
            here.append(pair[0] / len(asked))
            there.append(pair[1] / len(asked))
    await ours.close()
    await library.close()
    return statistics.median(here), statistics.median(there)


async def whole(server: Server, one: Case, asked: list[Request]) -> tuple[float, float, list[Record]]:
    """Seconds from a digest to its scores, and those of as many bare calls side by side."""
    kept, (library, ask) = Kept(), bare(server.url)
    began = time.perf_counter()
    await Model(Endpoint(server.url, "judge-1", parallel=PARALLEL), "none").score(one, kept)
    took_here = time.perf_counter() - began
    began = time.perf_counter()
    await asyncio.gather(*(each(ask, asked[turn::PARALLEL]) for turn in range(PARALLEL)))
    took_there = time.perf_counter() - began
    await library.close()
    return took_here, took_there, kept.records


async def show() -> None:
    """Print the figures."""
    os.environ.setdefault("NO_PROXY", "127.0.0.1")
    one = case()
    asked = requests(one)
    sent = sum(len(request.user) for request in asked)
    writing, copying = took(lambda: requests(one)), took(lambda: copied(asked))
    async with Server("ok", content=judges.HONEST) as server:
        here, there = await calls(server, asked)
        month, plain, records = await whole(server, one, asked)
    raws = [record.raw for record in records]
    judging = took(lambda: judgement.judge(one.digest, one.seed, one.settings, records, one.prompt))
    reading = took(lambda: parsed(raws))
    print(
        f"model, month of {PRAISES:,} praises: {len(asked)} requests, {sent:,} characters:"
        f" {writing:.2f} s (≤ 1), ×{writing / copying:.0f} of writing them as JSON\n"
        f"  judging {len(raws)} raw answers: {judging * 1000:.0f} ms (≤ 250),"
        f" ×{judging / reading:.0f} of parsing them\n"
        f"  a call: {here * 1000:.1f} ms, the library alone {there * 1000:.1f} ms,"
        f" ×{here / there:.2f} (≤ 2)\n"
        f"  digest to scores, {PARALLEL} calls side by side: {month:.2f} s (≤ 3),"
        f" ×{month / plain:.1f} of the bare calls"
    )
