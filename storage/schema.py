"""The kinds of columns and the one way to make a table; money and moments are 64-bit integers everywhere."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy import BigInteger, Dialect, TypedColumns, TypeDecorator
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.compiler import compiles

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
insert = postgresql.insert  # its ON CONFLICT compiles for SQLite too
metadata = sa.MetaData(naming_convention=NAMES)
AnyRow: TypeAlias = sa.Row[*tuple[Any, ...]]
Columns = TypeVar("Columns", bound=TypedColumns)
Value = TypeVar("Value")


@compiles(BigInteger, "sqlite")
def integer(_kind: BigInteger, _compiler: Any, **_options: Any) -> str:
    """The STRICT tables of SQLite know no other whole number."""
    return "INTEGER"


class Str(TypeDecorator[str]):
    """Text that sorts by its bytes on both databases, without NUL, which PostgreSQL refuses."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> sa.Text:
        return sa.Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and "\0" in value:
            raise ValueError("Text must not contain a NUL character.")
        return value


class Moment(TypeDecorator[datetime]):
    """An aware time, kept as microseconds since 1970 UTC; a naive one is refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else (value - EPOCH) // TICK

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else EPOCH + value * TICK


class Amount(TypeDecorator[int]):
    """Base units below 2^63. Floats are refused: asyncpg would cut them, SQLite makes one of an overflow."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: int | None, dialect: Dialect) -> int | None:
        if value is not None and type(value) is not int:
            raise TypeError(f"{value!r} is not a whole number.")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> int | None:
        if isinstance(value, float):
            raise OverflowError(f"{value!r} does not fit 64 bits.")
        return None if value is None else int(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0 on both databases."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        if value is not None and type(value) is not bool:
            raise TypeError(f"{value!r} is neither true nor false.")
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


YES, NO = sa.literal(True, Flag), sa.literal(False, Flag)  # to compare a flag with


class Json(TypeDecorator[Any]):
    """Canonical JSON as text: the same bytes on both databases, so it can be hashed."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        return canonical(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: Any) -> str:
    """JSON in the one spelling that is hashed and compared."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def pieces(values: Sequence[Value], size: int = 500) -> Iterator[Sequence[Value]]:
    """Values in pieces that one statement can take."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def table(
    name: str, columns: type[Columns], *rest: sa.schema.SchemaItem, append_only: bool = False
) -> sa.Table[Columns]:
    """Make a table of the module that defines `columns`; rows of an append-only one are never changed."""
    info = {"module": columns.__module__, "append_only": append_only}
    return sa.Table(name, metadata, columns, *rest, sqlite_strict=True, info=info)
