"""Empty databases by the dozen: each engine migrates one, and every test gets it as new."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy import delete, make_url

from storage.migrate import migrate
from storage.tables import metadata

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"  # sorts unlike bytes


async def ask(statement: str, on: str = "") -> None:
    """Have the server, or a database of it, do something outside a transaction of ours."""
    connection = await asyncpg.connect(named(on) if on else SERVER, timeout=30)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def there() -> bool:
    """Whether a PostgreSQL answers."""
    try:
        asyncio.run(ask("SELECT 1"))
    except OSError:
        return False
    return True


def named(name: str) -> str:
    """The address of a database of the server."""
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


async def create(name: str) -> None:
    """An empty database that waits for no disk: no test ends the server."""
    await ask(f"CREATE DATABASE {name} {LOCALE}")
    await ask(f"ALTER DATABASE {name} SET synchronous_commit = off")


@contextmanager
def template(engine: str, folder: Path) -> Iterator[str]:
    """A migrated database to copy: a file, or a name on the server; '' where no server answers."""
    if engine == "sqlite":
        asyncio.run(migrate(f"sqlite:///{folder}/template.db"))
        yield f"{folder}/template.db"
        return
    if not there():
        yield ""
        return
    name = f"test_{uuid.uuid4().hex}"
    asyncio.run(create(name))
    try:
        asyncio.run(migrate(named(name)))
        yield name
    finally:
        asyncio.run(ask(f"DROP DATABASE {name} WITH (FORCE)"))


@asynccontextmanager
async def copied(engine: str, source: str, folder: Path) -> AsyncIterator[str]:
    """The address of a database like the template: a copied file, or that of the server, emptied later."""
    if engine == "sqlite":
        file = folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(source, file)
        yield f"sqlite:///{file}"
        return
    yield named(source)
    wipe = [str(delete(table)) for table in metadata.tables.values()]
    await ask(";".join(["SET session_replication_role = replica", *wipe]), on=source)


@asynccontextmanager
async def empty(engine: str, folder: Path) -> AsyncIterator[str]:
    """The address of a database without tables."""
    name = f"test_{uuid.uuid4().hex}"
    if engine == "sqlite":
        yield f"sqlite:///{folder}/{name}.db"
        return
    await create(name)
    try:
        yield named(name)
    finally:
        await ask(f"DROP DATABASE {name} WITH (FORCE)")
