"""Disputes and their juries: dispute, dispute_round, juror, draw_secret."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0044"
down_revision = "0043"
PREPARE = """
INSERT INTO alarm (community, kind, subject, due, period, extended, tries)
SELECT id, 'draw.prepare', '', founded, NULL, 0, 0 FROM community WHERE state = 'running'
"""


def upgrade() -> None:
    op.create_table(
        "draw_secret",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("first", schema.Str(), nullable=False),
        sa.Column("second", schema.Str(), nullable=False),
        sa.Column("dispute", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_draw_secret")),
        sqlite_strict=True,
    )
    op.create_table(
        "dispute",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("subject", schema.Str(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("quo", schema.Amount(), nullable=False),
        sa.Column("claim", schema.Amount(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("until", schema.Moment(), nullable=True),
        sa.Column("verdict", schema.Amount(), nullable=True),
        sa.Column("raised", schema.Amount(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_dispute")),
        sqlite_strict=True,
    )
    op.create_index("ix_dispute_state", "dispute", ["community", "state"])
    op.create_table(
        "dispute_round",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("dispute", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("side", schema.Str(), nullable=False),
        sa.Column("deposit", schema.Amount(), nullable=False),
        sa.Column("pledged", schema.Flag(), nullable=False),
        sa.Column("settled", schema.Flag(), nullable=False),
        sa.Column("head", schema.Str(), nullable=False),
        sa.Column("secret", sa.BigInteger(), nullable=False),
        sa.Column("seats", sa.BigInteger(), nullable=False),
        sa.Column("replaced", schema.Flag(), nullable=False),
        sa.Column("verdict", schema.Amount(), nullable=True),
        sa.PrimaryKeyConstraint("community", "dispute", "round", name=op.f("pk_dispute_round")),
        sqlite_strict=True,
    )
    op.create_table(
        "juror",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("dispute", sa.BigInteger(), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("answer", schema.Amount(), nullable=True),
        sa.Column("silent", schema.Flag(), nullable=False),
        sa.Column("fee", schema.Amount(), nullable=False),
        sa.PrimaryKeyConstraint("community", "dispute", "round", "seat", name=op.f("pk_juror")),
        sqlite_strict=True,
    )
    op.execute(PREPARE)
