"""Settings: setting."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "setting",
        sa.Column("key", schema.Str(), nullable=False),
        sa.Column("value", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_setting")),
        sqlite_strict=True,
    )
