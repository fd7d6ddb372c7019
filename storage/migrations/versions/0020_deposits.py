"""Deposits: deposit."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "deposit",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("source", schema.Str(), nullable=False),
        sa.Column("evidence", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("judge", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_deposit")),
        sqlite_strict=True,
    )
