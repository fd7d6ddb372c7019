"""How a reward came about, step by step from the frozen digest to the amount."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

from bot.card import Card, Grid
from cogs.amounts import spelled
from cogs.details import PERSON, worded
from cogs.monthly import SAID, share, sums
from prompts.scorer import Embedded, label
from rules import allocation, judgement, months
from rules import digest as rules
from rules.judgement import Judged
from rules.moments import when
from rules.scoring import Gift
from rules.wording import count, listed
from storage import judging, members, payouts, runs
from storage.payouts import ASKED, PAID, WAITING, Line
from storage.runs import Run
from storage.store import Look

MOST_GIVERS = 20
HOW = (
    "Praise and attestations count: said to several people at once less for each, back and forth between two "
    "people less each time, and nobody's word more than all others' together plus twice the month's average."
)
WORDS = SAID | {PAID: "paid", WAITING: "not paid yet", ASKED: "waiting for a treasurer's explicit yes"}


async def explained(look: Look, run: Run, member: int) -> Card:
    """Everything that led to the amount of one member."""
    digest, name = await runs.digest(look, run.month) or {}, await members.name(look, member)
    if member not in digest["contributors"]:
        why = "nothing was logged or praised for them, or they take no rewards"
        return Card(f"{name} is not part of {run.title}: {why}.")
    if not run.scores:
        return Card(f"{run.title} has not been judged yet.")
    lines = (
        [one for one in await payouts.lines(look, run.payout) if one.member == member] if run.payout else []
    )
    judged = await judging.judged(look, run, digest)
    fields = [
        ("Scorer", label(run.scorer)),
        ("Entries", entries(digest, member)),
        ("Reason", await reason(look, run, member)),
        ("Share of all scores", share(run.scores[str(member)], sum(run.scores.values()))),
        ("Samples", samples(judged, member) if judged else ""),
        ("Embedded scorer", beside(digest, member) if judged else ""),
        ("Amount", await amounts(look, lines)),
        ("Rules", steps(run, digest, member)),
        ("To object", await objecting(look, run, lines)),
    ]
    facts = tuple((what, text) for what, text in fields if text)
    embedded = run.scorer == Embedded.name
    table = await givers(look, digest, member) if embedded else said(judged, member) if judged else None
    return Card(HOW if table and embedded else "", title=f"{name} in {run.title}", fields=facts, table=table)


async def reason(look: Look, run: Run, member: int) -> str:
    """What the model said of a member, with names and entries."""
    drafted = await runs.drafted(look, run.month, run.tries)
    told = drafted.reasons.get(str(member)) if drafted else None
    if told is None:
        return ""
    names = await members.names(look, [int(one) for one in PERSON.findall(told["text"])])
    return worded(told, names)


def samples(judged: Judged, member: int) -> str:
    """How many answers there are about a member, and how far they lie apart."""
    if member in judged.short:
        return "too few answers, so this is the embedded scorer's figure, for treasurers to decide on"
    told, apart = judged.of(member), judgement.spread(judged, member)
    median = f"the median of {count(len(told), 'answer')}"
    if apart is None:
        return median
    low, high = apart
    alike = low == high
    return f"{median}, {'all alike' if alike else f'between {low:.2f} and {high:.2f} times the result'}"


def beside(digest: dict[str, Any], member: int) -> str:
    """What the embedded scorer would say."""
    scores = rules.baseline(digest).scores
    return f"would give {share(scores[member], sum(scores.values()))} of all scores"


def said(judged: Judged, member: int) -> Grid | None:
    """Each answer about a member: what it said, and what that is once its batch is put on the common scale."""
    rows = [
        (f"{batch.sample + 1}", f"{batch.said[member].score:,}", f"{value // allocation.ONE:,}")
        for batch, value in judged.of(member)
    ]
    return Grid(("Sample", "Score", "On the common scale"), tuple(rows)) if rows else None


def entries(digest: dict[str, Any], member: int) -> str:
    """The numbers of what was logged and praised."""
    mine = [work for work in digest["works"] if member in work["for"]]
    praise = [work["id"] for work in mine if work["kind"] == rules.PRAISE]
    logged = [work["id"] for work in mine if work["kind"] != rules.PRAISE]
    parts = [("contribution", "contributions", logged), ("praise", "praises", praise)]
    return listed([f"{count(len(some), one, many)} ({numbered(some)})" for one, many, some in parts if some])


def numbered(numbers: list[int]) -> str:
    more = [f"{len(numbers) - 10} more"] if len(numbers) > 10 else []
    return ", ".join([*(f"#{one}" for one in numbers[:10]), *more])


async def givers(look: Look, digest: dict[str, Any], member: int) -> Grid | None:
    """Whose praise and attestations counted, how often, and for how much of the own score."""
    parts = rules.baseline(digest).parts.get(member)
    if not parts:
        return None
    often = Counter(gift.giver for gift in rules.gifts(digest) if said_for(gift, member))
    names, whole = await members.names(look, parts), sum(parts.values())
    ranked = sorted(parts, key=lambda one: (-parts[one], one))
    rows = [(names[one], f"{often[one]:,}", share(parts[one], whole)) for one in ranked[:MOST_GIVERS]]
    if len(ranked) > MOST_GIVERS:
        rows.append((f"… and {len(ranked) - MOST_GIVERS:,} more", "", ""))
    return Grid(("Said by", "Times", "Of the score"), tuple(rows))


def said_for(gift: Gift, member: int) -> bool:
    return gift.receiver == member and gift.giver != member and gift.counts


async def amounts(look: Look, lines: list[Line]) -> str:
    """What it came to, and how that stands."""
    states = dict.fromkeys(one.state for one in lines)
    said = [f"{await spelled(look, sums(lines, state))}, {WORDS[state]}" for state in states]
    return "; ".join(said) or "nothing"


def steps(run: Run, digest: dict[str, Any], member: int) -> str:
    """What lies between the share of scores and the amount."""
    contributors = len(digest["contributors"])
    cap = allocation.cap(contributors, Fraction(run.settings["cap"], 10_000))
    people = count(contributors, "contributor")
    most = f"nobody gets more than {share(cap.numerator, cap.denominator)} of a pot in a month of {people}"
    weights = allocation.weights(
        {int(one): score for one, score in run.scores.items()}, run.settings["curve"]
    )
    root = "scores count by their square root" if run.settings["curve"] == allocation.ROOT else ""
    over = Fraction(weights[member], sum(weights.values()) or 1) > cap
    least = "small amounts are not paid" if any(run.settings["min_line"].values()) else ""
    return "; ".join(
        step for step in (root, most + (", which ends this share there" if over else ""), least) if step
    )


async def objecting(look: Look, run: Run, lines: list[Line]) -> str:
    """How and until when one can object; nothing once it is too late."""
    if run.state != months.PROPOSED or run.window is None or look.now > run.window or not lines:
        return ""
    return f"until {when(run.window, await runs.zone(look))}: `rewards object` and why"
