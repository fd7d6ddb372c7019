"""Founding: offer, plan."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "offer",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("role", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_offer")),
        sqlite_strict=True,
    )
    op.create_table(
        "plan",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("plan", schema.Json(), nullable=False),
        sa.PrimaryKeyConstraint("community", name=op.f("pk_plan")),
        sqlite_strict=True,
    )
