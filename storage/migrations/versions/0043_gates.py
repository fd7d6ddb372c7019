"""Budgets behind a gate, and deposits that a payment has waited for: budget.gate, deposit.proposal."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    op.add_column("budget", sa.Column("gate", schema.Json(), nullable=False, server_default="{}"))
    op.add_column("deposit", sa.Column("proposal", sa.BigInteger(), nullable=True))
