"""Members: identity, member, role."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("since", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "platform", "account", name=op.f("pk_identity")),
        sqlite_strict=True,
    )
    op.create_table(
        "member",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", schema.Str(), nullable=False),
        sa.Column("known_since", schema.Moment(), nullable=False),
        sa.Column("wants", schema.Json(), nullable=False),
        sa.Column("counts_activity", schema.Flag(), nullable=False),
        sa.Column("takes_rewards", schema.Flag(), nullable=False),
        sa.Column("founder", schema.Flag(), nullable=False),
        sa.Column("gone", schema.Flag(), nullable=False),
        sa.Column("forgotten", schema.Flag(), nullable=False),
        sa.Column("merged_into", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_member")),
        sqlite_strict=True,
    )
    op.create_table(
        "role",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("role", schema.Str(), nullable=False),
        sa.Column("source", schema.Str(), nullable=False),
        sa.Column("since", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "member", "role", name=op.f("pk_role")),
        sqlite_strict=True,
    )
    op.create_index("ix_identity_member", "identity", ["community", "member"], unique=False)
