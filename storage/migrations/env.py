"""Alembic's entry. It runs on the connection, inside the transaction, that `storage.migrate` hands over."""

from alembic import context

from storage.tables import metadata

given = context.config.attributes["connection"]
context.configure(given, target_metadata=metadata, render_as_batch=True, user_module_prefix="schema.")
context.run_migrations()
