"""Disputes about more than rewards, and votes on them: dispute.vote and owed, bounty.rest; dispute.raised goes."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0046"
down_revision = "0045"
# What a line was raised by is asked for a month now, which the payout and its alarms name.
NAMED = """
UPDATE {of} SET subject = subject || '/' || (
    SELECT d.subject FROM dispute d WHERE d.community = {of}.community AND CAST(d.id AS TEXT) = {of}.subject
) WHERE kind IN ('dispute', 'dispute.paid', 'dispute.ended')
"""
BACK = """
UPDATE payout_line SET state = 'struck' WHERE state = 'ended' AND EXISTS (
    SELECT 1 FROM payout p WHERE p.community = payout_line.community AND p.id = payout_line.payout
    AND p.kind = 'dispute'
)
"""


def upgrade() -> None:
    op.add_column("dispute", sa.Column("vote", sa.BigInteger(), nullable=True))
    op.add_column("dispute", sa.Column("owed", schema.Amount(), nullable=False, server_default="0"))
    op.drop_column("dispute", "raised")
    op.add_column("bounty", sa.Column("rest", schema.Amount(), nullable=False, server_default="0"))
    for of in ("payout", "alarm"):
        op.execute(NAMED.format(of=of))
    op.execute(BACK)
