"""Reactions last seen on ballots: reaction."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "reaction",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("ref", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("key", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint(
            "community", "platform", "room", "ref", "account", "key", name=op.f("pk_reaction")
        ),
        sqlite_strict=True,
    )
