"""Payouts: payout, payout_line, payout_vote."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "payout",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("subject", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("needed", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("source", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("touched", schema.Moment(), nullable=False),
        sa.Column("opens", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_payout")),
        sqlite_strict=True,
    )
    op.create_table(
        "payout_line",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "payout", "line", name=op.f("pk_payout_line")),
        sqlite_strict=True,
    )
    op.create_table(
        "payout_vote",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("approves", sa.BigInteger(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "payout", "member", name=op.f("pk_payout_vote")),
        sqlite_strict=True,
    )
