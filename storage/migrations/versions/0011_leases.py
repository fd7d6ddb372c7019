"""Leases: lease."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "lease",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("job", schema.Str(), nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.Column("until", schema.Moment(), nullable=False),
        sa.Column("done", schema.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("community", "job", name=op.f("pk_lease")),
        sqlite_strict=True,
    )
