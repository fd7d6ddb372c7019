"""The card of a month's rewards, as it stands in each state of its run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from bot.card import Button, Card, Grid
from bot.command import Call
from cogs import overview, safeguards
from cogs.amounts import spelled
from prompts import scorer
from prompts.cost import MICROCENTS
from rules import bundle, dealing, judgement, measures, months, watch
from rules import digest as rules
from rules import ledger as accounts
from rules.amounts import figure
from rules.flags import BURST, GIVER, NEW, PAIR, RING, Flag, flags
from rules.judgement import Judged
from rules.moments import Month, when
from rules.trial import Check
from rules.watch import Watched
from rules.wording import count, listed
from storage import answers, assets, disputes, judging, ledger, members, objections, parameters, payouts, runs
from storage.payouts import ASKED, EDGE, ENDED, HELD, PAID, STRUCK, UNPAID, WAITING, Line
from storage.runs import Run
from storage.store import Change, Look

TOPIC = "rewards"
MOST_ROWS, MOST_FLAGS, MOST_POTS = 20, 5, 2
Fields = list[tuple[str, str]]
SAID = {HELD: "held", STRUCK: "struck", ENDED: "refused", ASKED: "part needs a yes"}
BACK, SMALL = "part went back", "few people"
LATE = {WAITING: "waits"}  # said of a line once others are paid


async def renew(change: Change, month: str, note: str = "") -> None:
    """Post the card of a month, or bring it up to date."""
    run = await runs.get(change, month)
    said = await card(change, run, note)
    if run.state == months.PAID:
        said = replace(said, table=None)  # the token rewards are a post of their own
    await change.show(TOPIC, said, subject=run.subject)
    await overview.show(change)


async def card(look: Look, run: Run, note: str = "") -> Card:
    """What everybody should know about a month's rewards now."""
    lines = await payouts.lines(look, run.payout) if run.payout and run.state != months.CARRIED else []
    body, fields, tone = await STATES[run.state](look, run, lines)
    fields += [("Profit share", await profit(look, run)), ("Off the top", await off_the_top(look, run))]
    fields += [("Scorer", scorer.label(run.scorer))] if run.scorer else []
    head = (await ledger.head(look))[: accounts.SHOWN]
    fields += [("Digest", run.hash[: accounts.SHOWN]), ("Chain", head)]
    buttons = (Button("Explain my line", Call.to("rewards explain", month=run.month), "❓"),) if lines else ()
    table = await grid(look, run, lines) if lines else None
    text = "\n".join(part for part in (note, body) if part)
    facts = tuple((name, value) for name, value in fields if value)
    return Card(text, f"Rewards for {run.title}", facts, table, buttons, tone=tone)


async def profit(look: Look, run: Run) -> str:
    """What of the month's revenue is in its pots."""
    of = run.settings.get("profit", {})
    shares, came = ({asset: one[name] for asset, one in of.items()} for name in ("share", "revenue"))
    return f"{await spelled(look, shares)} of {await spelled(look, came)} revenue" if of else ""


async def off_the_top(look: Look, run: Run) -> str:
    """What of the month's budget pays what juries have raised earlier lines by."""
    taken = run.settings.get("owed", {})
    told = [
        f"{await spelled(look, {one['asset']: one['amount']})} for dispute #{number}"
        for number, one in taken.items()
    ]
    return f"{listed(told)}, raised by a jury" if told else ""


def holds(digest: Mapping[str, Any]) -> str:
    """A digest in one line."""
    works = digest["works"]
    praise = sum(work["kind"] == rules.PRAISE for work in works)
    attested = sum(len(work["attested"]) for work in works)
    parts = [(len(works) - praise, "contribution"), (praise, "praise"), (attested, "attestation")]
    said = listed([count(number, what) for number, what in parts if number])
    people = count(len(digest["contributors"]), "contributor")
    return f"{said} for {people}" if said else "nothing"


async def being_judged(look: Look, run: Run, _lines: list[Line]) -> tuple[str, Fields, str]:
    digest = await runs.digest(look, run.month)
    fields = [("Holds", holds(digest) if digest else ""), ("Budget", await spelled(look, run.pots))]
    if "model" in run.settings and digest:
        heard = await answers.heard(look, run.month, run.tries)
        every = sum(map(len, judgement.dealt(digest, run.seed, run.settings)))
        fields += [("Answers", f"{heard:,} of {every:,}")]
    again = f" So far {run.fault}; it is tried again." if run.fault else ""
    return f"The month is frozen and is being judged.{again}", fields, "plain"


async def proposed(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    """Who gets what, until when one can object, what stands out, and what comes next."""
    payout = await payouts.get(look, run.payout or 0)
    shared = await spelled(look, sums(lines, *UNPAID, PAID))
    people = {one.member for one in lines if one.state in (*UNPAID, PAID)}
    who = count(len(people), "member shares", "members share")
    body = f"{who} {shared}. Please look at your line."
    fields: Fields = [("Back to the budget", await left_over(look, run, lines))]
    needed = f"{count(payout.needed, 'treasurer')}"
    if run.window and look.now < run.window:
        until = when(run.window, await runs.zone(look))
        fields += [("Objections", f"until {until}, with `rewards object` and why; it stops one line only")]
        fields += [("Then", f"{needed} must approve")]
    else:
        fields += [("Next", f"{needed} must approve: `treasury approve {payout.id}`")]
    fields += [("Needs a yes", await asked(look, run, lines)), ("Stopped", await stopped(look, run))]
    if digest := await runs.digest(look, run.month):
        fields += await seen(look, run, digest)
    return body, fields, "plain"


async def seen(look: Look, run: Run, digest: Mapping[str, Any]) -> Fields:
    """What treasurers should know before they approve: what stands out, how a model judged, whether it can be steered."""
    judged = await judging.judged(look, run, digest)
    checks = await safeguards.checks(look, run, digest, judged) if judged else []
    said = await notable(look, run, digest, judged, checks)
    more = [f"{len(said) - MOST_FLAGS} more, in the thread"] if len(said) > MOST_FLAGS else []
    first = ("Look at", "; ".join([*said[:MOST_FLAGS], *more]))
    if judged is None:
        return [first]
    return [
        first,
        *await facts(look, run, digest, judged),
        ("Safeguards", safeguards.said(checks, run.unmeasured)),
    ]


async def asked(look: Look, run: Run, lines: list[Line]) -> str:
    """What lies above what is known of a member, and how a treasurer says yes to it."""
    due: dict[int, dict[str, int]] = {}
    for one in lines:
        if one.state == ASKED:
            mine = due.setdefault(one.member, {})
            mine[one.asset] = mine.get(one.asset, 0) + one.amount
    names = await members.names(look, due)
    parts = [f"{names[one]} {await spelled(look, due[one])}" for one in list(due)[:MOST_FLAGS]]
    more = [f"{len(due) - MOST_FLAGS} more"] if len(due) > MOST_FLAGS else []
    until = run.window and when(run.window + judging.EDGE_WAITS, await runs.zone(look))
    how = f"above what is known; a treasurer may say `rewards yes` until {until}, else it goes back"
    return f"{'; '.join([*parts, *more])}: {how}" if parts else ""


async def facts(look: Look, run: Run, digest: Mapping[str, Any], judged: Judged) -> Fields:
    """How a model judged: how far its samples agree, how far it is from the embedded scorer, what it took."""
    used = await answers.used(look, run.month, run.tries)
    known = rules.baseline(digest).scores
    apart, alike = measures.variation(judged.scores, known), measures.spearman(judged.scores, known)
    noise = judgement.disagreement(judged)
    rank = f", rank correlation {alike:.2f}" if alike is not None else ""
    price = f", {used.cost / MICROCENTS:,.1f} cents" if used.cost else ""
    tokens = used.tokens_in + used.tokens_out
    return [
        ("Samples", f"{run.settings['samples']}; on average {tenths(noise)} of a sample lies elsewhere"),
        ("Embedded scorer", f"would give {tenths(apart)} of the pot to others{rank}"),
        ("Cost", f"{count(used.answers, 'answer')}, {tokens:,} tokens{price}"),
        ("Prompt", f"{run.prompt[: accounts.SHOWN]}, frame {run.version}"),
    ]


def tenths(part: Fraction) -> str:
    """A part in percent with one decimal."""
    return share(part.numerator, part.denominator)


async def partly(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    paid, waits = sums(lines, PAID), sums(lines, *UNPAID)
    fields: Fields = [("Paid", await spelled(look, paid)), ("Still waits", await spelled(look, waits))]
    fields += [("Needs a yes", await asked(look, run, lines)), ("Stopped", await stopped(look, run))]
    return "Paid in part.", fields, "plain"


async def done(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    paid = sums(lines, PAID)
    fields: Fields = [("Paid", await spelled(look, paid))]
    rest = {asset: pot - paid.get(asset, 0) for asset, pot in run.pots.items()}
    fields += [("Went back", await spelled(look, rest))] if any(rest.values()) else []
    return "The month is done." if any(paid.values()) else "Every line was struck.", fields, "good"


async def undecided(look: Look, run: Run, _lines: list[Line]) -> tuple[str, Fields, str]:
    """The scorer failed, or treasurers refused: M of them choose."""
    cause = f": {run.fault}" if run.fault else ""
    failed = f"The scorer gave no answer that can be used{cause}. Nothing is proposed."
    body = failed if run.state == months.PEOPLE else "Refused: nothing is paid as proposed."
    allowed = await parameters.get(look, "baseline_allowed")
    ways = listed(
        [f"`rewards {one}`" for one in months.ways_out(run.state, run.tries, baseline=allowed)], "or"
    )
    needed = await parameters.get(look, "approvals_needed")
    fields: Fields = [("Next", f"{count(needed, 'treasurer')} choose the same of {ways}")]
    return (
        body,
        [*fields, ("Otherwise", "after 14 days the month is judged together with the next one")],
        "warn",
    )


async def was_quiet(look: Look, run: Run, _lines: list[Line]) -> tuple[str, Fields, str]:
    if not any(run.pots.values()):
        return "There was no budget for rewards this month, so nothing is paid.", [], "plain"
    body = "Nobody's work was praised or attested, so nothing is paid."
    return body, [("Went back", await spelled(look, run.pots))], "plain"


async def carried(look: Look, run: Run, _lines: list[Line]) -> tuple[str, Fields, str]:
    into = Month.parse(run.settings["into"]).title
    return f"Work and budget are judged together with those of {into}.", [], "plain"


STATES = {
    months.FROZEN: being_judged,
    months.SCORING: being_judged,
    months.PROPOSED: proposed,
    months.APPROVED: partly,
    months.PAID: done,
    months.PEOPLE: undecided,
    months.REJECTED: undecided,
    months.QUIET: was_quiet,
    months.CARRIED: carried,
}


def sums(lines: Iterable[Line], *states: str) -> dict[str, int]:
    """What lines in these states come to, by asset."""
    totals: dict[str, int] = {}
    for one in lines:
        if one.state in states:
            totals[one.asset] = totals.get(one.asset, 0) + one.amount
    return totals


async def left_over(look: Look, run: Run, lines: list[Line]) -> str:
    """What caps and struck or lowered lines leave of the pots, in words; '' for nothing."""
    due = sums(lines, *UNPAID, PAID)
    rest = {asset: pot - due.get(asset, 0) for asset, pot in run.pots.items()}
    return await spelled(look, rest) if any(rest.values()) else ""


async def stopped(look: Look, run: Run) -> str:
    """Whose lines are held, and by whom."""
    found = [one for one in await objections.of_month(look, run.month) if one.state == objections.OPEN]
    disputed = [one for one in await disputes.live(look) if one.payout == run.payout]
    people = {who for one in found for who in (one.member, one.by)} | {one.member for one in disputed}
    names = await members.names(look, people)
    by: dict[int, list[str]] = {}
    for one in found:
        verb = {"objection": "objects", judging.UNSCORED: "has too few answers"}.get(one.kind, "holds it")
        by.setdefault(one.member, []).append(f"{names[one.by]} {verb}")
    by |= {one.member: [*by.get(one.member, []), f"dispute #{one.id}"] for one in disputed}
    return "; ".join(f"{names[member]} ({', '.join(said)})" for member, said in by.items())


async def notable(
    look: Look, run: Run, digest: Mapping[str, Any], judged: Judged | None, checks: Sequence[Check]
) -> list[str]:
    """Everything that stands out in a month, in words; it changes no amount."""
    found = flags(rules.gifts(digest))
    names = await members.names(look, [one for flag in found for one in flag.members])
    said = safeguards.remarks(checks)
    if judged:
        said += [*await safeguards.orders(look, digest), *await noticed(look, run, digest, judged)]
    said += [remark(flag, names) for flag in found]
    return said + [f"#{work['id']} is flagged by moderators" for work in digest["works"] if work["flags"]]


async def noticed(look: Look, run: Run, digest: Mapping[str, Any], judged: Judged) -> list[str]:
    """What stands out in how a model judged, read from the first pot."""
    symbol = next((one.symbol for one in await assets.everything(look) if one.symbol in run.amounts), "")
    if not symbol:
        return []
    budget = bundle.spent(run.pots[symbol], run.settings, digest)
    ceiling = bundle.ceiling(symbol, run.pots, run.settings, digest)
    lines = {int(one): amount for one, amount in run.amounts[symbol].items()}
    found = watch.noticed(judged, lines, budget, ceiling, rules.baseline(digest).scores)
    if len(digest["contributors"]) <= dealing.ALONE:
        found.insert(0, Watched(SMALL))
    names = await members.names(look, [one.member for one in found])
    return [watched(one, names) for one in found]


def watched(one: Watched, names: Mapping[int, str]) -> str:
    """Something that stands out, in words."""
    who = names[one.member]
    return {
        SMALL: "so few people are judged together that one text could sway all of it: read every line",
        watch.NOISY: "the samples differ much from each other",
        watch.FLAT: "the scores follow what was recorded less than usual",
        watch.EDGE: f"{who} stands far above what is recorded of them",
        watch.UNDER: f"{who} stands far below what is recorded of them",
        watch.CAP: f"{who} is at the cap",
        watch.NEIGHBOURS: f"beside {who} the others get far less than elsewhere",
        watch.MODEL: f"about {who} the model says: {one.detail}",
    }[one.kind]


def remark(flag: Flag, names: Mapping[int, str]) -> str:
    who = [names[one] for one in flag.members]
    return {
        PAIR: f"{listed(who)} praise each other far more than chance",
        RING: f"most praise of {who[0]} is mutual",
        GIVER: f"most praise of {who[0]} comes from {who[-1]}",
        BURST: f"most praise of {who[0]} came within a day",
        NEW: f"most praise of {who[0]} comes from new members",
    }[flag.kind]


async def grid(look: Look, run: Run, lines: list[Line]) -> Grid:
    """The table of members: share and up to two amounts, the largest first."""
    known = {one.symbol: one for one in await assets.everything(look)}
    pots = [symbol for symbol in known if any(one.asset == symbol for one in lines)][:MOST_POTS]
    by: dict[tuple[int, str], int] = {}
    for one in lines:
        if not gone(one):
            by[one.member, one.asset] = by.get((one.member, one.asset), 0) + one.amount
    allotted = run.amounts.get(pots[0], {})
    whole = sum(allotted.values())
    people = sorted({one.member for one in lines}, key=lambda one: (-allotted.get(str(one), 0), one))
    shown = people[:MOST_ROWS]
    names = await members.names(look, shown)
    words = SAID | (LATE if any(one.state == PAID for one in lines) else {})
    said: dict[int, set[str]] = {}
    for one in lines:
        word = BACK if gone(one) else words.get(one.state)
        said.setdefault(one.member, set()).update([word] if word else [])

    def row(one: int) -> tuple[str, ...]:
        name = names[one] + (f" ({', '.join(sorted(said[one]))})" if said[one] else "")
        amounts = [by.get((one, pot)) for pot in pots]
        figures = [
            figure(amount, known[pot]) if amount is not None else "–"
            for pot, amount in zip(pots, amounts, strict=True)
        ]
        return name, share(allotted.get(str(one), 0), whole), *figures

    rows = [row(one) for one in shown]
    if len(people) > MOST_ROWS:
        rows.append((f"… and {len(people) - MOST_ROWS:,} more", "", *("" for _ in pots)))
    return Grid(("Who", "Share", *pots), tuple(rows))


def gone(line: Line) -> bool:
    """Whether it is a part of a line that nobody said yes to."""
    return line.part == EDGE and line.state == STRUCK


def share(part: int, whole: int) -> str:
    """A part in percent, one decimal, rounded half up."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10} %"
