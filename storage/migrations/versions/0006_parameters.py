"""Parameters: parameter."""

import sqlalchemy as sa
from alembic import op

from storage import schema
from storage.migrations.guard import append_only

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "parameter",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("name", schema.Str(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("value", schema.Json(), nullable=False),
        sa.Column("since", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "name", "entry", name=op.f("pk_parameter")),
        sqlite_strict=True,
    )
    append_only("parameter")
