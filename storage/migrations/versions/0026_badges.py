"""Roles of a platform that mean one of ours: badge."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    op.create_table(
        "badge",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("room", schema.Str(), nullable=False),
        sa.Column("role", schema.Str(), nullable=False),
        sa.Column("badge", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "room", "role", name=op.f("pk_badge")),
        sqlite_strict=True,
    )
