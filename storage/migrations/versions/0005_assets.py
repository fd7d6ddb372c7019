"""Assets: asset."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "asset",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("symbol", schema.Str(), nullable=False),
        sa.Column("decimals", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("chain_decimals", sa.BigInteger(), nullable=False),
        sa.Column("retired", schema.Flag(), nullable=False),
        sa.PrimaryKeyConstraint("community", "symbol", name=op.f("pk_asset")),
        sqlite_strict=True,
    )
