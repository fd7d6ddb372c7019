"""Merges: merge."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "merge",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("undone", schema.Moment(), nullable=True),
        sa.Column("moved", schema.Json(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_merge")),
        sqlite_strict=True,
    )
