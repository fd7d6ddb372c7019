"""What nobody needs any more: keys of requests, previews and messages that went out long ago."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete

from storage.inbox import draft_, inbox
from storage.outbox import outbox
from storage.store import Store


async def tidy(store: Store, before: datetime) -> int:
    """Delete what was settled before a moment, so that texts do not outlive their use; how many rows."""
    settled = outbox.c.state != "waiting"
    old = (
        delete(inbox).where(inbox.c.at < before),
        delete(draft_).where(draft_.c.expires < before),
        delete(outbox).where(settled, outbox.c.due < before),
    )
    async with store.write() as connection:
        return sum([(await connection.execute(one)).rowcount for one in old])
