"""Inbox: draft, inbox."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("asked", schema.Json(), nullable=False),
        sa.Column("expires", schema.Moment(), nullable=False),
        sa.Column("done", schema.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_draft")),
        sqlite_strict=True,
    )
    op.create_table(
        "inbox",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("key", schema.Str(), nullable=False),
        sa.Column("outcome", schema.Json(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "key", name=op.f("pk_inbox")),
        sqlite_strict=True,
    )
