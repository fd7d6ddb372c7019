"""Ideas: idea, idea_up."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_table(
        "idea",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("what", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("told", schema.Moment(), nullable=True),
        sa.Column("hidden_by", sa.BigInteger(), nullable=True),
        sa.Column("hidden_why", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_idea")),
        sqlite_strict=True,
    )
    op.create_table(
        "idea_up",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("idea", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "idea", "member", name=op.f("pk_idea_up")),
        sqlite_strict=True,
    )
    op.create_index("ix_idea_up_member", "idea_up", ["community", "member"], unique=False)
