"""Who may vote with how much, and how they did: voter, ballot."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.create_table(
        "voter",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("power", schema.Amount(), nullable=False),
        sa.Column("delegate", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "proposal", "member", name=op.f("pk_voter")),
        sqlite_strict=True,
    )
    op.create_index("ix_voter_delegate", "voter", ["community", "delegate"])
    op.create_table(
        "ballot",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("choice", schema.Str(), nullable=False),
        sa.Column("reason", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "proposal", "member", name=op.f("pk_ballot")),
        sqlite_strict=True,
    )
    op.create_index("ix_ballot_member", "ballot", ["community", "member"])
