"""What is posted under a month's proposal: its chart, and for everybody the reason that was given."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from bot.card import Card, File
from cogs import charts, safeguards
from cogs.charts import Bar
from cogs.monthly import MOST_FLAGS, TOPIC, notable, share
from cogs.sheets import harmless, sheet
from rules import bundle, judgement, watch
from rules import digest as rules
from rules.amounts import figure
from rules.judgement import Judged
from storage import assets, judging, members, runs
from storage.runs import Run
from storage.store import Change, Look, Store

MOST_REASONS, MOST_ENTRIES, MOST_REMARKS = 20, 5, 40
AT_CAP = "at the cap"
PERSON = re.compile(r"<(\d+)>")
COLUMNS = ("member", "share in percent", "samples", "reason", "entries", "flags")


@dataclass(frozen=True, slots=True)
class Detail:
    """A proposed month with everything that is shown of it."""

    run: Run
    digest: Mapping[str, Any]
    judged: Judged | None
    names: Mapping[int, str]
    reasons: Mapping[str, Mapping[str, Any]]
    assets: Mapping[str, Any] = field(default_factory=dict)
    remarks: Sequence[str] = ()

    @property
    def first(self) -> tuple[str, dict[str, int]]:
        """The pot that shares are read from, as the table of the card does, and its amounts."""
        symbol = next((one for one in self.assets if one in self.run.amounts), "")
        return symbol, self.run.amounts.get(symbol, {})


async def read(look: Look, month: str) -> Detail:
    """Everything about a proposed month, of one moment."""
    run = await runs.get(look, month)
    digest = await runs.digest(look, month) or {}
    drafted = await runs.drafted(look, month, run.tries)
    known = {one.symbol: one for one in await assets.everything(look)}
    reasons = drafted.reasons if drafted else {}
    people = {int(one) for told in reasons.values() for one in PERSON.findall(told["text"])}
    names = await members.names(look, {*digest["contributors"], *people})
    judged = await judging.judged(look, run, digest)
    checks = await safeguards.checks(look, run, digest, judged) if judged else []
    remarks = await notable(look, run, digest, judged, checks)
    return Detail(run, digest, judged, names, reasons, known, remarks)


async def show(store: Store, community: str, month: str, *, draw: bool) -> None:
    """Post chart and reasons under the card of a month, once for each proposal of it."""
    async with store.read(community) as look:
        detail = await read(look, month)
    files = [await asyncio.to_thread(chart, detail)] if draw and detail.run.amounts else []
    files += [table(detail)] if detail.reasons else []
    rest = looked_at(detail)
    title = f"Why, for {detail.run.title}" if detail.reasons or rest else f"{detail.run.title} in a picture"
    card = Card("\n".join(filter(None, (told(detail), rest))), title=title, files=tuple(files))

    async def say(change: Change) -> str:
        if files or rest:
            await change.say(TOPIC, card, thread=detail.run.subject)
        return "said"

    async def work(change: Change) -> None:
        await change.once(f"details/{month}/{detail.run.tries}", say)
        await change.disarm("details", month)

    await store.act(community, work)


def chart(detail: Detail) -> File:
    """The picture of a month, beside what the embedded scorer would give."""
    symbol, _ = detail.first
    drawn, title = bars(detail), f"Rewards for {detail.run.title}"
    data = charts.allocation(drawn, title=title, unit=symbol)
    return File(f"chart-{detail.run.month}.png", data, alt=charts.allocation_alt(drawn, title))


def bars(detail: Detail) -> list[Bar]:
    """A bar for each contributor: the share, that by the embedded scorer, and the range of the samples."""
    symbol, amounts = detail.first
    whole, asset = sum(amounts.values()), detail.assets[symbol]
    known = watch.shares(rules.baseline(detail.digest).scores) if detail.judged else {}
    over = bundle.edges(detail.run.amounts, detail.run.pots, detail.run.settings, detail.digest)
    found = []
    for one in detail.digest["contributors"]:
        amount = amounts.get(str(one), 0)
        mine = Fraction(amount, whole) if whole else Fraction(0)
        apart = judgement.spread(detail.judged, one) if detail.judged else None
        found.append(
            Bar(
                detail.names[one],
                percent(mine),
                figure(amount, asset),
                percent(known[one]) if detail.judged else None,
                percent(mine * apart[0]) if apart else None,
                percent(min(mine * apart[1], Fraction(1))) if apart else None,
                note(detail, one, amount, over.get(symbol, {})),
            )
        )
    return found


def note(detail: Detail, member: int, amount: int, over: Mapping[str, int]) -> str:
    """What is special about a line."""
    if detail.judged and member in detail.judged.short:
        return "for people"
    if str(member) in over:
        return "part waits"
    run, (symbol, _) = detail.run, detail.first
    most = bundle.ceiling(symbol, run.pots, run.settings, detail.digest)
    return AT_CAP if amount and amount == most else ""


def percent(part: Fraction) -> float:
    """A part in percent, as a picture needs it."""
    return float(part * 100)


def told(detail: Detail) -> str:
    """The reasons of those who get most, one a line."""
    _, amounts = detail.first
    whole = sum(amounts.values())
    ranked = sorted(detail.reasons, key=lambda one: (-amounts.get(one, 0), int(one)))
    lines = [
        f"- **{detail.names[int(one)]}** {share(amounts.get(one, 0), whole)}: {sentence(detail, one)}"
        for one in ranked[:MOST_REASONS]
    ]
    more = [f"… and {len(ranked) - MOST_REASONS:,} more in the file."] if len(ranked) > MOST_REASONS else []
    return "\n".join([*lines, *more])


def looked_at(detail: Detail) -> str:
    """All that stands out, one a line, where the card has no room for it."""
    if len(detail.remarks) <= MOST_FLAGS:
        return ""
    more = len(detail.remarks) - MOST_REMARKS
    lines = [f"- {one}" for one in detail.remarks[:MOST_REMARKS]]
    return "\n".join(["**To look at**", *lines, *([f"… and {more:,} more."] if more > 0 else [])])


def sentence(detail: Detail, member: str) -> str:
    """A reason with names in it and the entries it rests on."""
    return worded(detail.reasons[member], detail.names)


def worded(reason: Mapping[str, Any], names: Mapping[int, str]) -> str:
    text = PERSON.sub(lambda found: names.get(int(found[1]), "somebody"), reason["text"]).strip()
    entries = ", ".join(f"#{one}" for one in reason["works"][:MOST_ENTRIES])
    return (text or "no reason was given") + (f" ({entries})" if entries else "")


def table(detail: Detail) -> File:
    """All reasons as a file, for a spreadsheet."""
    _, amounts = detail.first
    whole, rows = sum(amounts.values()), []
    for one in detail.digest["contributors"]:
        reason = detail.reasons.get(str(one), {"text": "", "works": []})
        text = PERSON.sub(lambda found: detail.names.get(int(found[1]), "somebody"), reason["text"])
        judged = detail.judged
        flags = ", ".join(judged.flags(one)) if judged else ""
        samples = len(judged.of(one)) if judged else 0
        entries = " ".join(f"#{work}" for work in reason["works"])
        part = share(amounts.get(str(one), 0), whole).removesuffix(" %")
        rows.append((harmless(detail.names[one]), part, samples, harmless(text), entries, flags))
    name = f"reasons-{detail.run.month}.csv"
    return sheet(name, COLUMNS, rows, alt=f"the reasons for {detail.run.title}, a row each")
