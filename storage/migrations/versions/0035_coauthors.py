"""Who writes a proposal together with its author: coauthor."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "coauthor",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "proposal", "member", name=op.f("pk_coauthor")),
        sqlite_strict=True,
    )
    op.create_index("ix_coauthor_member", "coauthor", ["community", "member"])
