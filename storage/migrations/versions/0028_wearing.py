"""Badges that were hung on: worn."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0028"
down_revision = "0027"


def upgrade() -> None:
    op.create_table(
        "worn",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("badge", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "room", "badge", "account", name=op.f("pk_worn")),
        sqlite_strict=True,
    )
