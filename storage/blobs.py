"""Files that are kept once under the hash of their bytes."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import Column, LargeBinary, Named, TypedColumns, select

from storage.schema import Str, insert, table

if TYPE_CHECKING:
    from storage.store import Change, Look


class Blobs(TypedColumns):
    community: Named[str] = Column(Str, primary_key=True)
    hash: Named[str] = Column(Str, primary_key=True)
    data: Named[bytes] = Column(LargeBinary, nullable=False)


blob = table("blob", Blobs)


async def put(change: Change, data: bytes) -> str:
    """Keep bytes; their SHA-256 in hex is their name."""
    name = hashlib.sha256(data).hexdigest()
    fresh = insert(blob).values(community=change.community, hash=name, data=data)
    await change.run(fresh.on_conflict_do_nothing())
    return name


async def get(look: Look, name: str) -> bytes | None:
    """The bytes of this name."""
    query = select(blob.c.data).where(blob.c.community == look.community, blob.c.hash == name)
    found: bytes | None = await look.value(query)
    return found
