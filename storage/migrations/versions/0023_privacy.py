"""Privacy: heir."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.create_table(
        "heir",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("heir", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "member", name=op.f("pk_heir")),
        sqlite_strict=True,
    )
