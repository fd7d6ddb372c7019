"""When members were last seen, and who was dormant when a vote opened: member.seen, voter.dormant.

Everybody counts as seen at the moment of the upgrade, so that it makes nobody dormant; votes that are open keep
their base. The moment is the bot's own, which a terminal may have moved.
"""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0037"
down_revision = "0035"


def upgrade() -> None:
    op.add_column("member", sa.Column("seen", schema.Moment(), nullable=False, server_default="0"))
    op.add_column("voter", sa.Column("dormant", schema.Flag(), nullable=False, server_default="0"))
    today = now(op.get_bind()).replace(hour=0, minute=0, second=0, microsecond=0)
    op.execute(sa.update(sa.table("member", sa.column("seen", schema.Moment()))).values(seen=today))


def now(connection: sa.Connection) -> datetime:
    """The time of the bot: the wall clock as far as it was moved, and not before its last sign of life."""
    rows = connection.execute(
        sa.text("SELECT key, value FROM setting WHERE key IN ('alive', 'clock.offset')")
    )
    said = {row.key: row.value for row in rows}
    moved = datetime.now(UTC) + timedelta(seconds=int(said.get("clock.offset", 0)))  # noqa: TID251 - no context here
    return max(moved, datetime.fromisoformat(said["alive"])) if "alive" in said else moved
