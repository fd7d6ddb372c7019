"""Outbox: outbox, shown."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "outbox",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("lane", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("channel", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("topic", schema.Str(), nullable=False),
        sa.Column("verb", schema.Str(), nullable=False),
        sa.Column("subject", schema.Str(), nullable=False),
        sa.Column("thread", schema.Str(), nullable=False),
        sa.Column("card", schema.Json(), nullable=False),
        sa.Column("key", schema.Str(), nullable=False),
        sa.Column("due", schema.Moment(), nullable=False),
        sa.Column("until", schema.Moment(), nullable=True),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("sent", schema.Moment(), nullable=True),
        sa.Column("ref", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "number", "line", name=op.f("pk_outbox")),
        sqlite_strict=True,
    )
    op.create_table(
        "shown",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("ref", schema.Str(), nullable=False),
        sa.Column("subject", schema.Str(), nullable=False),
        sa.Column("card", schema.Json(), nullable=False),
        sa.Column("current", schema.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "room", "ref", name=op.f("pk_shown")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_outbox_lane",
        "outbox",
        ["lane", "community", "number", "line"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["due"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_shown_ref", "shown", ["platform", "room", "ref"], unique=False)
    op.create_index(
        "uq_shown_card",
        "shown",
        ["community", "subject", "platform", "room"],
        unique=True,
        sqlite_where=sa.text("current = 1 AND subject <> ''"),
        postgresql_where=sa.text("current = 1 AND subject <> ''"),
    )
