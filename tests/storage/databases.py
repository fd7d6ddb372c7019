"""Empty databases by the dozen: each engine migrates one, and every test gets a copy of it."""

import asyncio
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from storage.migrate import migrate

SERVER = os.environ.get("TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
LOCALE = "TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"  # sorts unlike bytes


async def ask(*statements: str) -> None:
    """Have the server do something outside a transaction."""
    url = make_url(SERVER).set(drivername="postgresql+asyncpg")
    engine = create_async_engine(url, isolation_level="AUTOCOMMIT", connect_args={"timeout": 5})
    try:
        async with engine.connect() as connection:
            for statement in statements:
                await connection.execute(text(statement))
    finally:
        await engine.dispose()


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
    asyncio.run(ask(f"CREATE DATABASE {name} {LOCALE}"))
    try:
        asyncio.run(migrate(named(name)))
        yield name
    finally:
        asyncio.run(ask(f"DROP DATABASE {name} WITH (FORCE)"))


async def copied(engine: str, source: str, folder: Path) -> tuple[str, str]:
    """A copy of a template: its address, and its name on the server."""
    if engine == "sqlite":
        file = folder / f"{uuid.uuid4().hex}.db"
        shutil.copyfile(source, file)
        return f"sqlite:///{file}", ""
    name = f"test_{uuid.uuid4().hex}"
    await ask(f"CREATE DATABASE {name} TEMPLATE {source}")
    return named(name), name


async def empty(engine: str, folder: Path) -> tuple[str, str]:
    """A database without tables: its address, and its name on the server."""
    if engine == "sqlite":
        return f"sqlite:///{folder}/{uuid.uuid4().hex}.db", ""
    name = f"test_{uuid.uuid4().hex}"
    await ask(f"CREATE DATABASE {name} {LOCALE}")
    return named(name), name


async def dropped(name: str) -> None:
    if name:
        await ask(f"DROP DATABASE {name} WITH (FORCE)")
