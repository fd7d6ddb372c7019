"""Alarms: alarm."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "alarm",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("subject", schema.Str(), nullable=False),
        sa.Column("due", schema.Moment(), nullable=False),
        sa.Column("period", sa.BigInteger(), nullable=True),
        sa.Column("extended", schema.Flag(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "kind", "subject", name=op.f("pk_alarm")),
        sqlite_strict=True,
    )
    op.create_index("ix_alarm_due", "alarm", ["due"], unique=False)
