"""Tokens that are locked: lock."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.create_table(
        "lock",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("end", schema.Moment(), nullable=False),
        sa.Column("since", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_lock")),
        sqlite_strict=True,
    )
    op.create_index("ix_lock_member", "lock", ["community", "member"])
