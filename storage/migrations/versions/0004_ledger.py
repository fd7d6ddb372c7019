"""Ledger: balance, entry, posting."""

import sqlalchemy as sa
from alembic import op

from storage import schema
from storage.migrations.guard import append_only

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "balance",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.CheckConstraint(
            "amount >= 0 OR account IN ('external', 'issuance')", name=op.f("ck_balance_not_negative")
        ),
        sa.PrimaryKeyConstraint("community", "account", "asset", name=op.f("pk_balance")),
        sqlite_strict=True,
    )
    op.create_table(
        "entry",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("id", schema.Str(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("why", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("data", schema.Json(), nullable=False),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "number", name=op.f("pk_entry")),
        sa.UniqueConstraint("community", "id", name=op.f("uq_entry_community_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "posting",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community", "entry"], ["entry.community", "entry.number"], name=op.f("fk_posting_entry")
        ),
        sa.PrimaryKeyConstraint("community", "entry", "line", name=op.f("pk_posting")),
        sqlite_strict=True,
    )
    op.create_index("ix_posting_account", "posting", ["community", "account", "entry"], unique=False)
    append_only("entry", "posting")
