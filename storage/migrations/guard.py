"""Triggers that keep history as it was written, whatever program connects."""

from alembic import op

FUNCTION = """CREATE OR REPLACE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""


def append_only(*tables: str) -> None:
    """Refuse UPDATE and DELETE on tables; a migration that rebuilds one on SQLite has to call this again."""
    if op.get_bind().dialect.name == "sqlite":
        for table in tables:
            for verb in ("UPDATE", "DELETE"):
                refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                op.execute(f"CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} {refuse}")
        return
    op.execute(FUNCTION)
    for table in tables:
        when = f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        op.execute(f"CREATE TRIGGER append_only {when} FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
