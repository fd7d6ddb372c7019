"""Who lets whom cast their votes: delegation."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_table(
        "delegation",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("delegate", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "member", "kind", name=op.f("pk_delegation")),
        sqlite_strict=True,
    )
    op.create_index("ix_delegation_delegate", "delegation", ["community", "delegate"])
