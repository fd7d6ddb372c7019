"""How the report of a trial reads: each check in a line, who gains and who loses, two pictures, and all of it as a file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from bot.card import Card, File
from cogs import charts
from cogs.charts import Bar
from prompts.cost import MICROCENTS
from rules import comparing, trial, tried
from rules.ledger import SHOWN, canonical
from rules.trial import FAILED, HARD, OPEN, PASSED
from rules.wording import count, listed
from storage import members

if TYPE_CHECKING:
    from rules.tried import Month
    from storage.store import Look

MOST_MOVED = 3  # members named as gaining or losing most
SIGNS = {PASSED: "✓", FAILED: "✗", OPEN: "·"}
IN_FORCE = "share under the prompt in force"
LIMIT = "beyond this it fails"
SIGNAL, FILLER = "signal", "filler"
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
    """`✓ Texts that steer it: 0.0 % (64 texts), fails above 2.0 %`."""
    words, hard = CHECKS[row["name"]], "" if row["name"] in HARD else "; shown only"
    if row["verdict"] == OPEN:
        return f"- {SIGNS[OPEN]} {words.about}: not decided, too few answers{hard}"
    error, side = float(row["error"]), "below" if row["name"] == SIGNAL else "above"
    found = f", would find {figure(str(trial.FOUND * error), PARTS)}" if error and words.unit == PARTS else ""
    spread = f" ± {figure(row['error'], words.unit)}" if error else ""
    tested = f" ({row['number']:,} {OF.get(row['name'], 'pairs of scores')})"
    limit = figure(str(line(row)), words.unit)
    measured = f"{figure(row['value'], words.unit)}{spread}{tested}"
    return f"- {SIGNS[row['verdict']]} {words.about}: {measured}, fails {side} {limit}{found}{hard}"


def line(row: Mapping[str, Any]) -> float:
    """Where a check begins to fail: at what is tolerated, or at what chance no longer explains."""
    return max(float(row["limit"]), trial.SURE * float(row["error"]) if row["name"] != FILLER else 0.0)


def figure(value: str, unit: str) -> str:
    """A figure of a check as people read it."""
    if value == "inf":
        return "∞"
    number = float(value)
    if unit == PARTS:
        return signed(f"{100 * number:.1f} %")
    if unit == POINTS:
        return signed(f"{number:.1f} points")
    return signed(f"{number:.0f}" if unit == NUMBER else f"{number:.2f}")


def signed(text: str) -> str:
    """With a minus sign as it is printed, and none before nothing."""
    return re.sub(r"^-(?=[0.]*( |$))", "", text).replace("-", "−")


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
    return signed(f"{float(100 * part):+.1f}")


def percent(part: Fraction) -> str:
    return charts.percent(float(100 * part))


def factors(report: Mapping[str, Any]) -> list[str]:
    """How lenient single answers were; it is taken out, so it only informs."""
    every = tried.factors(report)
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
    title = f"New prompt: {month.title}"
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
        head="how much of the limit",
        unit="measured",
        mark=LIMIT,
        largest_first=False,
        share="of it",
    )
    said = [f"{CHECKS[one['name']].about}: {one['verdict']}" for one in report["checks"]]
    return File(f"checks-{report['trial']}.png", page.png(), alt=". ".join(said)[: charts.MOST_ALT])


def used(row: Mapping[str, Any]) -> float:
    """What a check used of its limit, in percent, at most twice of it."""
    value, limit = abs(float(row["value"])), line(row)
    if row["name"] == SIGNAL:
        return 100 * limit / value if value else 200.0
    if row["value"].startswith("-") and row["name"] not in ("names", "style", "order"):
        return 0.0
    return min(200.0, 100 * value / limit) if limit else (200.0 if value else 0.0)
