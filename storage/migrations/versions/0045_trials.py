"""Trials of prompts: trial, trial_answer."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0045"
down_revision = "0044"


def upgrade() -> None:
    op.create_table(
        "trial",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("prompt", schema.Str(), nullable=False),
        sa.Column("active", schema.Str(), nullable=False),
        sa.Column("curve", schema.Str(), nullable=False),
        sa.Column("months", schema.Json(), nullable=False),
        sa.Column("model", schema.Json(), nullable=False),
        sa.Column("drawn", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("fault", schema.Str(), nullable=False),
        sa.Column("report", schema.Str(), nullable=False),
        sa.Column("tokens_in", sa.BigInteger(), nullable=False),
        sa.Column("tokens_out", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_trial")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_trial_proposal"), "trial", ["community", "proposal"])
    op.create_table(
        "trial_answer",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("trial", sa.BigInteger(), nullable=False),
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
        sa.PrimaryKeyConstraint(
            "community", "trial", "stage", "sample", "batch", "attempt", name=op.f("pk_trial_answer")
        ),
        sqlite_strict=True,
    )
