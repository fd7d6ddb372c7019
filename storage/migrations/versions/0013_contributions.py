"""Contributions: attestation, contribution, contribution_for, moderation."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "attestation",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("contribution", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "contribution", "member", name=op.f("pk_attestation")),
        sqlite_strict=True,
    )
    op.create_table(
        "contribution",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("what", schema.Str(), nullable=False),
        sa.Column("link", schema.Str(), nullable=False),
        sa.Column("category", schema.Str(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("salt", schema.Str(), nullable=False),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_contribution")),
        sqlite_strict=True,
    )
    op.create_table(
        "contribution_for",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("contribution", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "contribution", "member", name=op.f("pk_contribution_for")),
        sqlite_strict=True,
    )
    op.create_table(
        "moderation",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("contribution", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("act", schema.Str(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "contribution", "member", "act", name=op.f("pk_moderation")),
        sqlite_strict=True,
    )
    op.create_index("ix_contribution_month", "contribution", ["community", "month", "id"], unique=False)
    op.create_index("ix_contribution_for_member", "contribution_for", ["community", "member"], unique=False)
