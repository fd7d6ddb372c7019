"""Polls: poll, poll_vote."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.create_table(
        "poll",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("question", schema.Str(), nullable=False),
        sa.Column("options", schema.Json(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("closes", schema.Moment(), nullable=False),
        sa.Column("extended", sa.BigInteger(), nullable=False),
        sa.Column("closed", schema.Moment(), nullable=True),
        sa.Column("hidden_by", sa.BigInteger(), nullable=True),
        sa.Column("hidden_why", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_poll")),
        sqlite_strict=True,
    )
    op.create_table(
        "poll_vote",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("poll", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("choice", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "poll", "member", name=op.f("pk_poll_vote")),
        sqlite_strict=True,
    )
    op.create_index("ix_poll_vote_member", "poll_vote", ["community", "member"], unique=False)
