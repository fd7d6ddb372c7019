"""Why a run's model could not be watched: run.unmeasured."""

import sqlalchemy as sa
from alembic import op

from storage import schema

revision = "0047"
down_revision = "0046"


def upgrade() -> None:
    op.add_column("run", sa.Column("unmeasured", schema.Str(), nullable=False, server_default=""))
