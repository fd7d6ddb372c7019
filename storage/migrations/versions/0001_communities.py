"""Communities: channel, community, counter, place."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "channel",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("topic", schema.Str(), nullable=False),
        sa.Column("channel", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "room", "topic", name=op.f("pk_channel")),
        sqlite_strict=True,
    )
    op.create_table(
        "community",
        sa.Column("id", schema.Str(), nullable=False),
        sa.Column("name", schema.Str(), nullable=False),
        sa.Column("preset", schema.Str(), nullable=False),
        sa.Column("zone", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("founded", schema.Moment(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.Column("entries", sa.BigInteger(), nullable=False),
        sa.Column("head", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_community")),
        sqlite_strict=True,
    )
    op.create_table(
        "counter",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("name", schema.Str(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "name", name=op.f("pk_counter")),
        sqlite_strict=True,
    )
    op.create_table(
        "place",
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("bound", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("platform", "room", name=op.f("pk_place")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_place_community"), "place", ["community"], unique=False)
