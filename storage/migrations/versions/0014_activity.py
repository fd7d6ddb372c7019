"""Activity: activity."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("day", schema.Str(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community", "member", "day", "kind", name=op.f("pk_activity")),
        sqlite_strict=True,
    )
