"""Who asked to be reminded of a vote, and who was: reminder."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    op.create_table(
        "reminder",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("told", schema.Flag(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "proposal", "member", name=op.f("pk_reminder")),
        sqlite_strict=True,
    )
    op.create_index("ix_reminder_member", "reminder", ["community", "member"])
