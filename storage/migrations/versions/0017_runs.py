"""Runs: digest, run, run_choice, run_draft."""

import sqlalchemy as sa
from alembic import op

from storage import schema
from storage.migrations.guard import append_only

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("digest", schema.Json(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", name=op.f("pk_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "run",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("frozen", schema.Moment(), nullable=True),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.Column("prompt", schema.Str(), nullable=False),
        sa.Column("settings", schema.Json(), nullable=False),
        sa.Column("pots", schema.Json(), nullable=False),
        sa.Column("drawn", schema.Str(), nullable=False),
        sa.Column("seed", schema.Str(), nullable=False),
        sa.Column("scorer", schema.Str(), nullable=False),
        sa.Column("version", schema.Str(), nullable=False),
        sa.Column("scores", schema.Json(), nullable=False),
        sa.Column("amounts", schema.Json(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=True),
        sa.Column("window", schema.Moment(), nullable=True),
        sa.Column("bundle", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", name=op.f("pk_run")),
        sqlite_strict=True,
    )
    op.create_table(
        "run_choice",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("way", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", "member", name=op.f("pk_run_choice")),
        sqlite_strict=True,
    )
    op.create_table(
        "run_draft",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("scorer", schema.Str(), nullable=False),
        sa.Column("version", schema.Str(), nullable=False),
        sa.Column("scores", schema.Json(), nullable=False),
        sa.Column("reasons", schema.Json(), nullable=False),
        sa.Column("raw", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", "attempt", name=op.f("pk_run_draft")),
        sqlite_strict=True,
    )
    append_only("digest", "run_draft")
