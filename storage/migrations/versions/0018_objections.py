"""Objections: objection, objection_word."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.create_table(
        "objection",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("settled", schema.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_objection")),
        sqlite_strict=True,
    )
    op.create_table(
        "objection_word",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("month", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("treasurer", sa.BigInteger(), nullable=False),
        sa.Column("resolution", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "month", "member", "treasurer", name=op.f("pk_objection_word")),
        sqlite_strict=True,
    )
