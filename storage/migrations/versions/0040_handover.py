"""External money on its way out: wallet, wallet_code, chain_fact, transit, batch; whose a deposited token is."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    for name, rest in (("wallet", ("proven", schema.Flag())), ("wallet_code", ("code", schema.Str()))):
        op.create_table(
            name,
            sa.Column("community", schema.Str(), nullable=False),
            sa.Column("member", sa.BigInteger(), nullable=False),
            sa.Column("address", schema.Str(), nullable=False),
            sa.Column(*rest, nullable=False),
            sa.Column("at", schema.Moment(), nullable=False),
            sa.PrimaryKeyConstraint("community", "member", name=op.f(f"pk_{name}")),
            sqlite_strict=True,
        )
    op.create_table(
        "chain_fact",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("chain", sa.BigInteger(), nullable=False),
        sa.Column("address", schema.Str(), nullable=False),
        sa.Column("decimals", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("judge", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_chain_fact")),
        sqlite_strict=True,
    )
    _transit()
    op.create_table(
        "batch",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", schema.Str(), nullable=False),
        sa.Column("chain", sa.BigInteger(), nullable=False),
        sa.Column("safe", schema.Str(), nullable=False),
        sa.Column("facts", schema.Json(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_batch")),
        sqlite_strict=True,
    )
    op.add_column("deposit", sa.Column("member", sa.BigInteger(), nullable=True))


def _transit() -> None:
    op.create_table(
        "transit",
        sa.Column("community", schema.Str(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("member", sa.BigInteger(), nullable=False),
        sa.Column("asset", schema.Str(), nullable=False),
        sa.Column("amount", schema.Amount(), nullable=False),
        sa.Column("account", schema.Str(), nullable=False),
        sa.Column("payout", sa.BigInteger(), nullable=False),
        sa.Column("state", schema.Str(), nullable=False),
        sa.Column("at", schema.Moment(), nullable=False),
        sa.Column("batch", sa.BigInteger(), nullable=True),
        sa.Column("address", schema.Str(), nullable=False),
        sa.Column("hash", schema.Str(), nullable=False),
        sa.Column("entry", sa.BigInteger(), nullable=True),
        sa.Column("sent", schema.Moment(), nullable=True),
        sa.Column("missing", schema.Moment(), nullable=True),
        sa.Column("why", schema.Str(), nullable=False),
        sa.PrimaryKeyConstraint("community", "id", name=op.f("pk_transit")),
        sqlite_strict=True,
    )
    op.create_index("ix_transit_member", "transit", ["community", "member"])
    op.create_index("ix_transit_batch", "transit", ["community", "batch"])
