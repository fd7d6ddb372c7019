"""Which reaction stands behind a vote, and which community somebody means in a 1:1 room: home."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.add_column("reaction", sa.Column("source", schema.Str(), nullable=False, server_default=""))
    op.create_index("ix_reaction_source", "reaction", ["platform", "source"])
    op.create_table(
        "home",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("chosen", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "account", name=op.f("pk_home")),
        sqlite_strict=True,
    )
    op.create_index("ix_home_account", "home", ["platform", "account"])
