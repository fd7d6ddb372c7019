"""Grants with milestones: granted, grant_party, milestone, submission."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.create_table(
        "granted",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("total", schema.Amount(), nullable=False),
        sa.Column("returned", schema.Amount(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("stopped", sa.BigInteger(), nullable=True),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_granted")),
        sqlite_strict=True,
    )
    op.create_table(
        "grant_party",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("grant", sa.BigInteger(), nullable=False),
        sa.Column("side", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "grant", "side", "member", name=op.f("pk_grant_party")),
        sqlite_strict=True,
    )
    op.create_table(
        "milestone",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("grant", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=True),
        sa.Column("why", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "grant", "number", name=op.f("pk_milestone")),
        sqlite_strict=True,
    )
    op.create_table(
        "submission",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("grant", sa.BigInteger(), nullable=False),
        sa.Column("milestone", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("evidence", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("judge", sa.BigInteger(), nullable=True),
        sa.Column("verdict", schema.Str(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("judged", schema.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_submission")),
        sqlite_strict=True,
    )
