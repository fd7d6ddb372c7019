"""Links: link, link_code, link_try."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("giver", sa.BigInteger(), nullable=False),
        sa.Column("giver_on", schema.Str(), nullable=False),
        sa.Column("giver_as", schema.Str(), nullable=False),
        sa.Column("taker", sa.BigInteger(), nullable=False),
        sa.Column("taker_on", schema.Str(), nullable=False),
        sa.Column("taker_as", schema.Str(), nullable=False),
        sa.Column("giver_yes", schema.Flag(), nullable=False),
        sa.Column("taker_yes", schema.Flag(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("merge", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_link")),
        sqlite_strict=True,
    )
    op.create_table(
        "link_code",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("code", schema.Str(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("platform", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("made", schema.Moment(), nullable=False),
        sa.Column("used", schema.Moment(), nullable=True),
        sa.PrimaryKeyConstraint("community", "code", name=op.f("pk_link_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "link_try",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_link_try")),
        sqlite_strict=True,
    )
    op.create_index("ix_link_code_code", "link_code", ["code"], unique=False)
    op.create_index("ix_link_try_member", "link_try", ["community", "member", "at"], unique=False)
