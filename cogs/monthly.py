"""The card of a month's rewards, as it stands in each state of its run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.card import Button, Card, Grid
from bot.command import Call
from cogs.amounts import spelled
from prompts import scorer
from rules import digest as rules
from rules import ledger as accounts
from rules import months
from rules.amounts import figure
from rules.flags import GIVER, PAIR, Flag, flags
from rules.moments import Month, when
from rules.wording import count, listed
from storage import assets, ledger, members, objections, parameters, payouts, runs
from storage.payouts import ENDED, HELD, PAID, STRUCK, WAITING, Line
from storage.runs import Run
from storage.store import Change, Look

TOPIC = "rewards"
MOST_ROWS, MOST_FLAGS, MOST_POTS = 20, 5, 2
Fields = list[tuple[str, str]]
SAID = {HELD: "held", STRUCK: "struck", ENDED: "refused"}
LATE = {WAITING: "waits"}  # said of a line once others are paid


async def renew(change: Change, month: str, note: str = "") -> None:
    """Post the card of a month, or bring it up to date."""
    run = await runs.get(change, month)
    said = await card(change, run, note)
    if run.state == months.PAID:
        said = replace(said, table=None)  # the token rewards are a post of their own
    await change.show(TOPIC, said, subject=run.subject)


async def card(look: Look, run: Run, note: str = "") -> Card:
    """What everybody should know about a month's rewards now."""
    lines = await payouts.lines(look, run.payout) if run.payout and run.state != months.CARRIED else []
    body, fields, tone = await STATES[run.state](look, run, lines)
    fields += [("Scorer", scorer.label(run.scorer))] if run.scorer else []
    head = (await ledger.head(look))[: accounts.SHOWN]
    fields += [("Digest", run.hash[: accounts.SHOWN]), ("Chain", head)]
    buttons = (Button("Explain my line", Call.to("rewards explain", month=run.month), "❓"),) if lines else ()
    table = await grid(look, run, lines) if lines else None
    text = "\n".join(part for part in (note, body) if part)
    facts = tuple((name, value) for name, value in fields if value)
    return Card(text, f"Rewards for {run.title}", facts, table, buttons, tone=tone)


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
    return "The month is frozen and is being judged.", fields, "plain"


async def proposed(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    """Who gets what, until when one can object, what stands out, and what comes next."""
    payout = await payouts.get(look, run.payout or 0)
    shared = await spelled(look, sums(lines, WAITING, HELD, PAID))
    people = {one.member for one in lines if one.state in (WAITING, HELD, PAID)}
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
    fields += [("Stopped", await stopped(look, run)), ("Look at", await remarks(look, run))]
    return body, fields, "plain"


async def partly(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    paid, waits = sums(lines, PAID), sums(lines, WAITING, HELD)
    fields: Fields = [("Paid", await spelled(look, paid)), ("Still waits", await spelled(look, waits))]
    return "Paid in part.", [*fields, ("Stopped", await stopped(look, run))], "plain"


async def done(look: Look, run: Run, lines: list[Line]) -> tuple[str, Fields, str]:
    paid = sums(lines, PAID)
    fields: Fields = [("Paid", await spelled(look, paid))]
    rest = {asset: pot - paid.get(asset, 0) for asset, pot in run.pots.items()}
    fields += [("Went back", await spelled(look, rest))] if any(rest.values()) else []
    return "The month is done." if any(paid.values()) else "Every line was struck.", fields, "good"


async def undecided(look: Look, run: Run, _lines: list[Line]) -> tuple[str, Fields, str]:
    """The scorer failed, or treasurers refused: M of them choose."""
    failed = "The scorer gave no answer that can be used, so nothing is proposed."
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
    due = sums(lines, WAITING, HELD, PAID)
    rest = {asset: pot - due.get(asset, 0) for asset, pot in run.pots.items()}
    return await spelled(look, rest) if any(rest.values()) else ""


async def stopped(look: Look, run: Run) -> str:
    """Whose lines are held, and by whom."""
    found = [one for one in await objections.of_month(look, run.month) if one.state == objections.OPEN]
    names = await members.names(look, [who for one in found for who in (one.member, one.by)])
    by: dict[int, list[str]] = {}
    for one in found:
        verb = "objects" if one.kind == "objection" else "holds it"
        by.setdefault(one.member, []).append(f"{names[one.by]} {verb}")
    return "; ".join(f"{names[member]} ({', '.join(said)})" for member, said in by.items())


async def remarks(look: Look, run: Run) -> str:
    """What stands out in the month; it changes no amount."""
    digest = await runs.digest(look, run.month)
    if digest is None:
        return ""
    found = flags(rules.gifts(digest))
    names = await members.names(look, [one for flag in found for one in flag.members])
    said = [remark(flag, names) for flag in found]
    said += [f"#{work['id']} is flagged by moderators" for work in digest["works"] if work["flags"]]
    more = [f"{len(said) - MOST_FLAGS} more"] if len(said) > MOST_FLAGS else []
    return "; ".join([*said[:MOST_FLAGS], *more])


def remark(flag: Flag, names: Mapping[int, str]) -> str:
    who = [names[one] for one in flag.members]
    if flag.kind == GIVER:
        return f"most praise of {who[0]} comes from {who[1]}"
    if flag.kind == PAIR:
        return f"{listed(who)} praise each other far more than chance"
    return f"most praise of {who[0]} is mutual"


async def grid(look: Look, run: Run, lines: list[Line]) -> Grid:
    """The table of members: share and up to two amounts, the largest first."""
    known = {one.symbol: one for one in await assets.everything(look)}
    pots = [symbol for symbol in known if any(one.asset == symbol for one in lines)][:MOST_POTS]
    by = {(one.member, one.asset): one for one in lines}
    allotted = run.amounts.get(pots[0], {})
    whole = sum(allotted.values())
    people = sorted({one.member for one in lines}, key=lambda one: (-allotted.get(str(one), 0), one))
    shown = people[:MOST_ROWS]
    names = await members.names(look, shown)
    words = SAID | (LATE if any(one.state == PAID for one in lines) else {})
    said: dict[int, set[str]] = {}
    for one in lines:
        said.setdefault(one.member, set()).update([words[one.state]] if one.state in words else [])

    def row(one: int) -> tuple[str, ...]:
        name = names[one] + (f" ({', '.join(sorted(said[one]))})" if said[one] else "")
        amounts = [by.get((one, pot)) for pot in pots]
        figures = [figure(line.amount, known[line.asset]) if line else "–" for line in amounts]
        return name, share(allotted.get(str(one), 0), whole), *figures

    rows = [row(one) for one in shown]
    if len(people) > MOST_ROWS:
        rows.append((f"… and {len(people) - MOST_ROWS:,} more", "", *("" for _ in pots)))
    return Grid(("Who", "Share", *pots), tuple(rows))


def share(part: int, whole: int) -> str:
    """A part in percent, one decimal, rounded half up."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10} %"
