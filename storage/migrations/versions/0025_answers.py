"""A model's answers: answer; what waits for an explicit yes: payout_line.part, payout_line.yes; run.fault."""

import sqlalchemy as sa
from alembic import op

from storage import schema
from storage.migrations.guard import append_only

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.create_table(
        "answer",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("stage", schema.Str(), nullable=False),
        sa.Column("sample", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("raw", schema.Str(), nullable=False),
        sa.Column("sent", schema.Str(), nullable=False),
        sa.Column("places", schema.Json(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint(
            "community", "month", "turn", "stage", "sample", "batch", "attempt", name=op.f("pk_answer")
        ),
        sqlite_strict=True,
    )
    append_only("answer")
    op.add_column("payout_line", sa.Column("part", schema.Str(), nullable=False, server_default=""))
    op.add_column("payout_line", sa.Column("yes", sa.BigInteger(), nullable=True))
    op.add_column("run", sa.Column("fault", schema.Str(), nullable=False, server_default=""))
