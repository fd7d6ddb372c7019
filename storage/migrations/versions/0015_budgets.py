"""Budgets: budget, budget_period."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "budget",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("purpose", schema.Str(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("source", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("first", schema.Str(), nullable=False),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_budget")),
        sqlite_strict=True,
    )
    op.create_table(
        "budget_period",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("moved", schema.Amount(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "budget", "month", name=op.f("pk_budget_period")),
        sqlite_strict=True,
    )
