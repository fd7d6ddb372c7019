"""Allocations in words, as several cards need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules import moments
from rules.amounts import show
from rules.genesis import whose
from storage import assets, communities
from storage import vesting as store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from rules.amounts import Asset
    from storage.store import Look
    from storage.vesting import Grant


def told(one: Grant, now: datetime, token: Asset, zone: ZoneInfo) -> str:
    """What an allocation is, and what comes next."""
    schedule = one.schedule
    what = f"#{one.id}: {show(one.total, token)} from {whose(one.share)} share"
    if one.revoked:
        back = f"{show(one.returned, token)} went to the treasury"
        return f"{what}, revoked on {moments.date_of(one.revoked, zone)}; {back}."
    days = [f"cliff on {moments.date_of(schedule.first, zone)}"] if one.cliff else []
    days += [f"all vested on {moments.date_of(schedule.end, zone)}"]
    if then := schedule.next(now, zone):
        days += [f"next release on {moments.date_of(then, zone)}"]
    return f"{what}; {', '.join(days)}.{' It can be revoked.' if one.revocable else ''}"


async def upcoming(look: Look, some: Sequence[Grant]) -> str:
    """When the next of some allocations is released."""
    zone = moments.zone((await communities.get(look)).zone)
    days = [then for one in some if (then := one.schedule.next(look.now, zone))]
    return f"the next release is on {moments.date_of(min(days), zone)}" if days else "no more will follow"


async def brief(look: Look, who: int) -> str:
    """What a member still waits for, in one line; nothing where there is none."""
    waiting, unvested = (await store.parts(look, who)).get(who, (0, 0))
    if not waiting + unvested:
        return ""
    token = await assets.governance(look)
    parts = [f"{show(waiting, token)} wait for `vesting claim`"] if waiting else []
    parts += [f"{show(unvested, token)} have not vested"] if unvested else []
    return f"{', '.join(parts)}; {await upcoming(look, await store.of(look, who))}"
