"""What the charter says and has said: charter. Communities that were founded before begin with the shipped one."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0034"
down_revision = "0033"
ADOPT = """
INSERT INTO alarm (community, kind, subject, due, period, extended, tries)
SELECT id, 'charter.adopt', '', founded, NULL, 0, 0 FROM community WHERE state = 'running'
"""


def upgrade() -> None:
    op.create_table(
        "charter",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("article", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("name", schema.Str(), nullable=False),
        sa.Column("text", schema.Str(), nullable=False),
        sa.Column("salt", schema.Str(), nullable=False),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("proposal", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.PrimaryKeyConstraint("community", "article", "version", name=op.f("pk_charter")),
        sqlite_strict=True,
    )
    op.execute(ADOPT)
