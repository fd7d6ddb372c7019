"""Freezing a month: from then on everything its rewards follow from is fixed (REWARDS 1.1)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from rules import digest as rules
from rules import ledger as accounts
from rules import months
from rules.amounts import GOVERNANCE
from rules.digest import Deed
from rules.moments import Month
from storage import (
    activity,
    adopted,
    assets,
    budgets,
    communities,
    contributions,
    ledger,
    members,
    owing,
    parameters,
    profits,
    runs,
)
from storage.contributions import Work
from storage.schema import NO, YES

if TYPE_CHECKING:
    from storage.adopted import Version
    from storage.runs import Run
    from storage.store import Change, Look


async def gathered(look: Look, month: Month) -> dict[str, Any]:
    """The digest of a month as it stands, with the months that were carried into it."""
    place = await communities.get(look)
    carried = await carried_into(look, str(month))
    works = [one for each in (*carried, str(month)) for one in await contributions.of_month(look, each)]
    talk = await activity.of_month(look, str(month))
    for silent in await _choosing(look, members.member.c.counts_activity == NO):
        talk.pop(silent, None)
    deeds = (_deed(one) for one in works if one.state != contributions.WITHDRAWN)
    out, new = await unrewarded(look), await members.new_members(look)
    return rules.build(
        look.community, str(month), place.zone, deeds, out=out, new=new, activity=talk, carried=carried
    )


def _deed(one: Work) -> Deed:
    return Deed(
        one.id, one.kind, one.by, one.receivers, one.what, one.hash, accounts.instant(one.at), one.category,
        one.minutes, bool(one.link), one.attested, one.flags,
    )  # fmt: skip


async def unrewarded(look: Look) -> frozenset[int]:
    """Who takes no rewards: by choice, or because they were forgotten or joined with another member."""
    m = members.member.c
    return await _choosing(look, or_(m.takes_rewards == NO, m.forgotten == YES, m.merged_into.is_not(None)))


async def _choosing(look: Look, where: Any) -> frozenset[int]:
    m = members.member.c
    return frozenset(
        row.id for row in await look.rows(select(m.id).where(m.community == look.community, where))
    )


async def carried_into(look: Look, month: str) -> list[str]:
    """The months whose work is judged together with this one, the oldest first."""
    found, wanted = [], [month]
    every = [one for one in await runs.every(look) if one.state == months.CARRIED]
    while wanted:
        into = wanted.pop()
        before = [one.month for one in every if one.settings.get("into") == into]
        found += before
        wanted += before
    return sorted(found)


async def fixed(look: Look, prompt: Version | None) -> dict[str, Any]:
    """The parameters a run keeps from its freeze on; the least line is in base units of the token."""
    now = await parameters.every(look)
    tokens = [one for one in await assets.everything(look) if one.kind == GOVERNANCE]
    choice = prompt.settings.get("model", "") if prompt else ""
    chosen = {"choice": choice} if choice else {}
    return chosen | {
        "curve": await adopted.curve(look, prompt, now["reward_curve"]),
        "cap": now["reward_cap"],
        "min_line": {one.symbol: now["min_line"] * 10**one.decimals for one in tokens},
        "small_month": now["small_month"],
        "samples": now["samples"],
        "solo": now["solo"],
        "reader": now["reader"],
        "window": now["objection_window"],
        "publish_texts": now["publish_texts"],
    }


async def prompt_in_force(look: Look, month: Month) -> Version | None:
    """The prompt by which a month is judged: the last one decided on before it began, else that of genesis."""
    return await adopted.at(look, month.start(await runs.zone(look)))


async def freeze(change: Change, month: Month) -> Run:
    """Fix digest, prompt, parameters and budget of an open month, and arm the next one; ValueError otherwise."""
    name = str(month)
    months.move((await runs.get(change, name)).state, months.FROZEN)
    digest, adopted_ = await gathered(change, month), await prompt_in_force(change, month)
    prompt = adopted_.hash if adopted_ else ""
    mark = rules.fingerprint(digest)
    drawn = secrets.token_hex(32)
    profit = await profits.set_aside(change, month)
    settings, pots = await fixed(change, adopted_), await budgets.reserve(change, month)
    settings |= {"profit": profit} if profit else {}
    if owed := await owing.take(change, month):
        settings |= {"owed": owed}
        pots = await ledger.balances(change, accounts.reserved(name))
    await runs.keep_digest(change, name, digest)
    bound = {"digest": mark, "prompt": prompt, "drawn": drawn, "settings": settings, "pots": pots}
    await ledger.post(change, f"freeze/{name}", "freeze", by=0, why=f"run/{name}", data=bound)
    seed = rules.seed(mark, prompt, drawn)
    facts = {"hash": mark, "prompt": prompt, "drawn": drawn, "seed": seed, "settings": settings, "pots": pots}
    await runs.move(change, name, months.FROZEN, frozen=change.now, **facts)
    await runs.arm(change, month.next())
    await change.alarm("score", name, change.now)
    return await runs.get(change, name)
