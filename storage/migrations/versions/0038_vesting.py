"""Allocations that vest: vesting."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.create_table(
        "vesting",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("total", schema.Amount(), nullable=False),
        sa.Column("start", schema.Moment(), nullable=False),
        sa.Column("cliff", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=False),
        sa.Column("revocable", schema.Flag(), nullable=False),
        sa.Column("share", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("released", schema.Amount(), nullable=False),
        sa.Column("returned", schema.Amount(), nullable=False),
        sa.Column("revoked", schema.Moment(), nullable=True),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_vesting")),
        sqlite_strict=True,
    )
    op.create_index("ix_vesting_member", "vesting", ["community", "member"])
