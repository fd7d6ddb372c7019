"""Proposals, what they have said, and who stands behind them: proposal, proposal_version, sponsor."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("title", schema.Str(), nullable=False),
        sa.Column("text", schema.Str(), nullable=False),
        sa.Column("payload", schema.Json(), nullable=False),
        sa.Column("fingerprint", schema.Str(), nullable=False),
        sa.Column("level", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("why", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("since", schema.Moment(), nullable=False),
        sa.Column("until", schema.Moment(), nullable=True),
        sa.Column("opened", schema.Moment(), nullable=True),
        sa.Column("extended", schema.Flag(), nullable=False),
        sa.Column("delayed", schema.Flag(), nullable=False),
        sa.Column("paused", schema.Flag(), nullable=False),
        sa.Column("terms", schema.Json(), nullable=False),
        sa.Column("result", schema.Json(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_proposal")),
        sqlite_strict=True,
    )
    op.create_index("ix_proposal_by", "proposal", ["community", "by"])
    op.create_table(
        "proposal_version",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("title", schema.Str(), nullable=False),
        sa.Column("text", schema.Str(), nullable=False),
        sa.Column("payload", schema.Json(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "proposal", "version", name=op.f("pk_proposal_version")),
        sqlite_strict=True,
    )
    op.create_table(
        "sponsor",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "proposal", "member", name=op.f("pk_sponsor")),
        sqlite_strict=True,
    )
    op.create_index("ix_sponsor_member", "sponsor", ["community", "member"])
