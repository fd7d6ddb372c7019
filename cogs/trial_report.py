"""How the report of a trial reads: each check in a line, who gains and who loses, two pictures, and all of it as a file."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bot.card import Card, File
from cogs import charts
from cogs.charts import Bar
from rules import comparing, tried
from rules.ledger import SHOWN, canonical
from rules.trial import FAILED, HARD, OPEN, PASSED
from rules.wording import count, listed
from storage import members

if TYPE_CHECKING:
    from rules.tried import Month
    from storage.store import Look

MICROCENTS = 1_000_000
MOST_MOVED = 3  # members named as gaining or losing most
SIGNS = {PASSED: "✓", FAILED: "✗", OPEN: "·"}
IN_FORCE = "share under the prompt in force"
LIMIT = "the limit"
HONEST = (
    "These tests are fixed, so they prove nothing against somebody who writes for them; "
    "that is what the largest share, the yes of treasurers and objections are for."
)


@dataclass(frozen=True, slots=True)
class Words:
    """What a check measures, and in which unit its figure is: a part, points of the pot, or a plain number."""

    about: str
    unit: str = "part"


PARTS, POINTS, PLAIN, NUMBER = "part", "points", "plain", "number"
CHECKS: Mapping[str, Words] = {
    "leaks": Words("Requests that name a member", NUMBER),
    "signal": Words("Tells members apart (F)", PLAIN),
    "injections": Words("Texts that steer it"),
    "neighbours": Words("What others lose beside such a text"),
    "canary": Words("What a made-up member gets by asking", POINTS),
    "order": Words("Place in the request", PLAIN),
    "filler": Words("What an empty text gets", POINTS),
    "names": Words("Other names"),
    "style": Words("Boasting"),
    "padded": Words("Empty words added"),
    "split": Words("One work in ten pieces"),
    "repeated": Words("One work listed ten times"),
}
OF = {
    "injections": "texts",
    "leaks": "requests",
    "signal": "months",
    "canary": "pairs of answers",
    "filler": "answers",
    "neighbours": "pairs of answers",
    "order": "scores",
}


async def names_of(look: Look, report: Mapping[str, Any]) -> dict[int, str]:
    """Members by name where the months are the community's own; those of shipped months have none."""
    if not report["months"]:
        return {}
    return await members.names(look, {one for month in tried.months(report) for one in month.active})


async def card(look: Look, report: Mapping[str, Any], title: str, *, draw: bool) -> Card:
    """The report as a post: what came out, each check, each month, what it cost."""
    names = await names_of(look, report)
    months = tried.months(report)
    files = [data(report)]
    if draw:
        files += await asyncio.to_thread(pictures, report, months, names)
    lines = [
        *checks(report),
        *(line for month in months for line in compared(month, names)),
        *factors(report),
    ]
    stopped = [f"Not everything was asked: {report['stopped']}."] if report["stopped"] else []
    tone = {PASSED: "good", FAILED: "warn"}.get(report["verdict"], "plain")
    body = "\n".join([*stopped, *lines, HONEST])
    return Card(body, title=title, fields=tuple(facts(report)), files=tuple(files), tone=tone)


def facts(report: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Cost, model and the hash on the ballot."""
    used, model = report["used"], report["model"]
    tokens = used["tokens_in"] + used["tokens_out"]
    price = f", {used['microcents'] / MICROCENTS:,.1f} US cents" if used["microcents"] else ""
    return [
        ("Model", str(model.get("name", ""))),
        ("Cost", f"{count(used['answers'], 'answer')}, {tokens:,} tokens{price}"),
        ("Report", tried.mark(report)[:SHOWN]),
    ]


def checks(report: Mapping[str, Any]) -> list[str]:
    """A line for each check; a test of somebody's own shows only those it made."""
    rows = [one for one in report["checks"] if report["proposal"] or one["verdict"] != OPEN]
    return [check(one) for one in rows]


def check(row: Mapping[str, Any]) -> str:
    """`✓ Texts that steer it: 0.0 % of 64 texts, at most 2.0 %`."""
    words, least = CHECKS[row["name"]], "at least" if row["name"] == "signal" else "at most"
    hard = "" if row["name"] in HARD else ", shown only"
    if row["verdict"] == OPEN:
        return f"- {SIGNS[OPEN]} {words.about}: not decided, too few answers{hard}"
    error = f" ± {figure(row['error'], words.unit)}" if float(row["error"]) else ""
    tested = f" ({row['number']:,} {OF.get(row['name'], 'pairs of scores')})"
    return (
        f"- {SIGNS[row['verdict']]} {words.about}: {figure(row['value'], words.unit)}{error}{tested}, "
        f"{least} {figure(row['limit'], words.unit)}{hard}"
    )


def figure(value: str, unit: str) -> str:
    """A figure of a check as people read it."""
    if value == "inf":
        return "∞"
    number = float(value)
    if unit == PARTS:
        return f"{100 * number:.1f} %"
    if unit == POINTS:
        return f"{number:.1f} points"
    return f"{number:.0f}" if unit == NUMBER else f"{number:.2f}"


def compared(month: Month, names: Mapping[int, str]) -> list[str]:
    """How far apart the prompts are in a month, and whom that moves most."""
    title = month.title if names else f"{month.title} of “{month.community}”, which is made up"
    if month.compared is None:
        return [f"- {title}: one of the two prompts left too few answers to compare"]
    found = month.compared
    ranks = f", rank correlation {found.ranks:.2f}" if found.ranks is not None else ""
    apart = f"{percent(found.apart)} of the rewards move{ranks}"
    inequality = f"inequality (Gini) {float(found.before):.2f} → {float(found.after):.2f}"
    return [f"- {title}: {apart}; {inequality}{moved(month, names)}"]


def moved(month: Month, names: Mapping[int, str]) -> str:
    """Who gains most and who loses most."""
    every = month.compared.moved if month.compared and names else ()
    gains = [(one, part) for one, part in every if part > 0][:MOST_MOVED]
    loses = [(one, part) for one, part in every if part < 0][:MOST_MOVED]
    sides = [
        f"{verb} {listed([f'{names[one]} {_points(part)}' for one, part in side])}"
        for verb, side in (("gaining most", gains), ("losing most", loses))
        if side
    ]
    return f"; {', '.join(sides)}" if sides else ""


def _points(part: Fraction) -> str:
    return f"{float(100 * part):+.1f}".replace("-", "−")


def percent(part: Fraction) -> str:
    return f"{float(100 * part):.1f} %"


def factors(report: Mapping[str, Any]) -> list[str]:
    """How lenient single answers were; it is taken out, so it only informs."""
    every = [one for month in report["evidence"]["factors"] for one in month]
    if not every:
        return []
    return [
        f"- Leniency of single answers: ×{min(every) / 1000:.2f} to ×{max(every) / 1000:.2f}, taken out of every score"
    ]


def data(report: Mapping[str, Any]) -> File:
    """The whole report, from which anybody recomputes it."""
    return File(
        f"trial-{report['trial']}.json",
        canonical(report).encode(),
        alt="the report with all scores, to recompute it",
    )


def pictures(report: Mapping[str, Any], months: Sequence[Month], names: Mapping[int, str]) -> list[File]:
    """Who gains and who loses in the last month, and every check beside its limit."""
    files = [checked(report)] if report["proposal"] else []
    shown = [one for one in months if one.compared]
    return [*([shares(shown[-1], names, report["trial"])] if shown else []), *files]


def shares(month: Month, names: Mapping[int, str], number: int) -> File:
    """A bar for each member's share under the proposed prompt, a mark for that under the one in force."""
    new, old = comparing.shares(month.candidate), comparing.shares(month.active)
    bars = [
        Bar(
            names.get(one, f"member {one}"),
            float(100 * new[one]),
            _points(new[one] - old[one]),
            float(100 * old[one]),
        )
        for one in new
    ]
    title = f"{month.title} under the proposed prompt"
    page = charts.bars_page(
        bars, title=title, head=count(len(bars), "person", "people"), unit="points", mark=IN_FORCE
    )
    apart = percent(month.compared.apart) if month.compared else ""
    alt = f"{title}: {apart} of the rewards move{moved(month, names)}."
    return File(f"shares-{number}.png", page.png(), alt=alt[: charts.MOST_ALT])


def checked(report: Mapping[str, Any]) -> File:
    """How much of its limit each check used; beyond the mark it failed."""
    rows = [one for one in report["checks"] if one["verdict"] != OPEN]
    bars = [
        Bar(CHECKS[one["name"]].about, used(one), figure(one["value"], CHECKS[one["name"]].unit), 100.0)
        for one in rows
    ]
    page = charts.bars_page(
        bars,
        title="Checks of the trial",
        head="part of the limit",
        unit="measured",
        mark=LIMIT,
        largest_first=False,
    )
    said = [f"{CHECKS[one['name']].about}: {one['verdict']}" for one in report["checks"]]
    return File(f"checks-{report['trial']}.png", page.png(), alt=". ".join(said)[: charts.MOST_ALT])


def used(row: Mapping[str, Any]) -> float:
    """What a check used of its limit, in percent, at most twice of it."""
    value, limit = abs(float(row["value"])), float(row["limit"])
    if row["name"] == "signal":
        return 100 * limit / value if value else 200.0
    if row["value"].startswith("-") and row["name"] not in ("names", "style", "order"):
        return 0.0
    return min(200.0, 100 * value / limit) if limit else (200.0 if value else 0.0)
