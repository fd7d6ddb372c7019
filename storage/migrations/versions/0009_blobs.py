"""Blobs: blob."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "blob",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community", "hash", name=op.f("pk_blob")),
        sqlite_strict=True,
    )
