"""Bounties, who reviews them, and what was said about them: bounty, bounty_reviewer, bounty_step."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.create_table(
        "bounty",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("title", schema.Str(), nullable=False),
        sa.Column("text", schema.Str(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("small", schema.Amount(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("deadline", schema.Moment(), nullable=True),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("until", schema.Moment(), nullable=True),
        sa.Column("claimant", sa.BigInteger(), nullable=True),
        sa.Column("freed", schema.Flag(), nullable=False),
        sa.Column("approver", sa.BigInteger(), nullable=True),
        sa.Column("approved", schema.Amount(), nullable=False),
        sa.Column("decided", schema.Moment(), nullable=True),
        sa.Column("payout", sa.BigInteger(), nullable=True),
        sa.Column("hidden_by", sa.BigInteger(), nullable=True),
        sa.Column("hidden_why", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_bounty")),
        sqlite_strict=True,
    )
    op.create_index("ix_bounty_state", "bounty", ["community", "state"])
    op.create_table(
        "bounty_reviewer",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("bounty", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "bounty", "member", name=op.f("pk_bounty_reviewer")),
        sqlite_strict=True,
    )
    op.create_table(
        "bounty_step",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("bounty", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("act", schema.Str(), nullable=False),
        sa.Column("text", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "bounty", "step", name=op.f("pk_bounty_step")),
        sqlite_strict=True,
    )
