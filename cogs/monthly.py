"""The cards of a month's rewards, and the steps several commands take with it."""

from __future__ import annotations

from typing import Any

from bot.card import Button, Card, File, Grid
from bot.command import Call
from cogs.amounts import spelled
from prompts import scorer
from rules import ledger as accounts
from rules import months
from rules.amounts import figure
from rules.moments import Month
from rules.wording import count
from storage import assets, blobs, budgets, ledger, members, objections, payouts, runs, settling
from storage.runs import Run
from storage.schema import canonical
from storage.store import Change, Look

TOPIC = "rewards"
MOST_ROWS = 25


def what_counts(digest: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """A digest in a few numbers."""
    praise = sum(work["kind"] == "praise" for work in digest["works"])
    attested = sum(len(work["attested"]) for work in digest["works"])
    return (
        ("Contributors", f"{len(digest['contributors']):,}"),
        ("Contributions", f"{len(digest['works']) - praise:,}"),
        ("Praise", f"{praise:,}"),
        ("Attestations", f"{attested:,}"),
    )


async def quiet(change: Change, subject: str) -> None:
    """Nobody did anything that counts: a state that says so, and the budget goes back."""
    run = await runs.get(change, subject)
    await runs.move(change, subject, months.QUIET)
    held = await ledger.balances(change, accounts.reserved(subject))
    await budgets.release(change, Month.parse(subject), held, run.subject)
    body = f"Nobody's work was praised or attested, so nothing is paid. Back to where it came from: {await spelled(change, held)}."
    await change.show(TOPIC, Card(body, title=f"{run.title} was quiet"), subject=run.subject)


async def propose(change: Change, subject: str, note: str = "") -> None:
    """Post or renew the card of a month's rewards."""
    await change.show(TOPIC, await proposal(change, await runs.get(change, subject), note), subject=f"run/{subject}")


async def proposal(look: Look, run: Run, note: str = "") -> Card:
    """Who gets what, by whose judgement, until when one can object, and what it all follows from."""
    open_ = run.state == months.PROPOSED and run.window is not None and look.now < run.window
    facts = [("Judged", scorer.label(run.scorer)), ("In all", await spelled(look, await _total(look, run)))]
    held = [one for one in await objections.of_month(look, run.month) if one.state == objections.OPEN]
    if held:
        names = await members.names(look, [one.member for one in held])
        facts += [("Held", ", ".join(sorted({names[one.member] for one in held})))]
    if open_ and run.window:
        facts += [("Objections", f"until {run.window:%d %b %Y, %H:%M} UTC with `rewards object`")]
    else:
        facts += [("State", run.state)]
    facts += [("Digest", run.hash[: accounts.SHOWN]), ("Prompt", run.prompt[: accounts.SHOWN]), ("Chain", (await ledger.head(look))[: accounts.SHOWN])]
    button = (Button("Explain mine", Call.to("rewards explain", month=run.month), "❓"),)
    grid = await shares(look, run)
    return Card(note, title=f"Rewards for {run.title}", fields=tuple(facts), table=grid, buttons=button)


async def shares(look: Look, run: Run) -> Grid:
    """The table of members: share and up to two amounts, the largest first."""
    lines = await payouts.lines(look, run.payout) if run.payout else []
    known = {one.symbol: one for one in await assets.everything(look)}
    pots = [one.symbol for one in await assets.everything(look) if one.symbol in run.amounts and run.amounts[one.symbol]][:2]
    by = {(one.member, one.asset): one for one in lines}
    whole = sum(run.scores.values()) or 1
    people = sorted((int(one) for one, score in run.scores.items() if score), key=lambda one: (-run.scores[str(one)], one))
    names = await members.names(look, people)

    def amount(member: int, asset: str) -> str:
        line = by.get((member, asset))
        if line is None or line.state in ("ended", "struck"):
            return "–" if line is None else "struck" if line.state == "struck" else "ended"
        return figure(line.amount, known[asset]) + (" held" if line.state == "held" else "")

    rows = [(names[one], f"{run.scores[str(one)] * 1000 // whole / 10:.1f} %", *(amount(one, pot) for pot in pots)) for one in people[:MOST_ROWS]]
    if len(people) > MOST_ROWS:
        rows.append((f"and {len(people) - MOST_ROWS} more", "", *("" for _ in pots)))
    return Grid(("Who", "Score", *pots), tuple(rows))


async def _total(look: Look, run: Run) -> dict[str, int]:
    return await payouts.totals(look, run.payout, ["waiting", "held", "paid"]) if run.payout else {}


async def publish(change: Change, subject: str) -> None:
    """Post the token rewards with the bundle, and tell everybody who wants to know."""
    run = await runs.get(change, subject)
    data = canonical(await settling.whole(change, subject)).encode()
    name = await blobs.put(change, data)
    first = not run.bundle
    await runs.put(change, subject, bundle=name)
    alt = f"everything {run.title}'s rewards follow from, {len(data):,} bytes"
    file = File(f"rewards-{subject}.json", blob=name, alt=alt)
    paid = await payouts.totals(change, run.payout or 0, ["paid"])
    open_ = await payouts.totals(change, run.payout or 0, ["waiting", "held"])
    fields = [("Paid", await spelled(change, paid)), *([("Still waits", await spelled(change, open_))] if open_ else [])]
    fields += [("Judged", scorer.label(run.scorer)), ("Check it", f"`python -m bot verify {file.name}`"), ("Chain", (await ledger.head(change))[: accounts.SHOWN])]
    grid = await shares(change, run)
    card = Card("", title=f"Token rewards for {run.title}", fields=tuple(fields), table=grid, files=(file,), tone="good")
    await change.show(TOPIC, card, subject=f"rewards/{subject}")
    await propose(change, subject)
    if first:
        await tell(change, run)


async def tell(change: Change, run: Run) -> None:
    """A private note to each member who is paid and wants such notes."""
    amounts: dict[int, dict[str, int]] = {}
    for line in await payouts.lines(change, run.payout or 0):
        if line.state == "paid":
            amounts.setdefault(line.member, {})[line.asset] = line.amount
    for member, mine in sorted(amounts.items()):
        body = f"Your reward for {run.title}: {await spelled(change, mine)}. `rewards explain` says how it came about."
        await change.whisper(member, Card(body, tone="good"), kind="rewards")


async def over(change: Change, run: Run) -> None:
    """When no line waits any more, what was not paid goes back to where it came from."""
    if run.payout is None or await payouts.totals(change, run.payout, ["waiting", "held"]):
        return
    held = await ledger.balances(change, accounts.reserved(run.month))
    await budgets.release(change, Month.parse(run.month), held, run.subject)


