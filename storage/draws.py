"""Secrets for draws, of which only hashes stand in the ledger until they are used (RULES 9)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from rules import juries
from storage import ledger
from storage.disputes import secret_
from storage.schema import insert

if TYPE_CHECKING:
    from storage.store import Change, Look


s = secret_.c


class Pair(NamedTuple):
    """The secrets of one round, in hex: of its jury, and of those who replace the silent ones."""

    id: int
    first: str
    second: str


async def commit(change: Change) -> None:
    """Have the hashes of a round's secrets in the ledger, before anybody can file it."""
    if await _free(change) is not None:
        return
    number, pair = await change.next("draw_secret"), (secrets.token_hex(32), secrets.token_hex(32))
    row = {"id": number, "first": pair[0], "second": pair[1], "dispute": None}
    await change.run(insert(secret_), {"community": change.community} | row)
    data = {"hashes": [juries.committed(bytes.fromhex(one)) for one in pair]}
    await ledger.post(change, f"secret/{number}", "secret", by=0, why=f"secret/{number}", data=data)


async def standing(look: Look) -> bool:
    """Whether there is a secret for the next round."""
    return await _free(look) is not None


async def take(change: Change, dispute: int) -> int:
    """Bind the secrets that stand to a round that is being filed, and commit to the next; their number."""
    number = await _free(change)
    if number is None:
        raise LookupError("No secret stands in the ledger.")
    mine = s.community == change.community, s.id == number
    await change.run(update(secret_).where(*mine).values(dispute=dispute))
    return number


async def get(look: Look, number: int) -> Pair:
    """The secrets of this number."""
    query = select(s.id, s.first, s.second).where(s.community == look.community, s.id == number)
    return Pair(*(await look.rows(query))[0])


async def _free(look: Look) -> int | None:
    query = select(s.id).where(s.community == look.community, s.dispute.is_(None)).order_by(s.id).limit(1)
    found: int | None = await look.value(query)
    return found
