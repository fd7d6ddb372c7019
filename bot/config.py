"""Settings of a running bot: a TOML file over embedded defaults, secrets from the environment only."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self, cast
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRET = re.compile(r"(^|_)(token|api_?key|password|secret)$", re.IGNORECASE)
VARIABLE = {
    "database": "BOT_DATABASE_URL",
    "model": "BOT_MODEL_API_KEY",
    "discord": "BOT_DISCORD_TOKEN",
}
EXPECTED = {
    "bool_type": "true or false",
    "float_type": "a number",
    "int_type": "a whole number",
    "model_type": "a section",
    "string_type": "a text in quotes",
    "tuple_type": "a list",
}


class ConfigError(Exception):
    """A setting that cannot be used, told in one sentence."""


class Section(BaseModel):
    """A part of the file: frozen, strict about types, closed to unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Database(Section):
    """Where everything is kept."""

    url: str = Field(
        "sqlite:///data/bot.db",
        repr=False,
        description="A SQLite file, or postgresql://host/name. With a password: BOT_DATABASE_URL instead.",
    )

    @field_validator("url")
    @classmethod
    def known(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must start with sqlite:/// or postgresql://")
        return url


class Log(Section):
    """What is told on standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least important lines to write: debug, info, warning or error."
    )
    format: Literal["plain", "json"] = Field("plain", description="plain for people, json for machines.")


class Terminal(Section):
    """The community that opens when the bot is started in a terminal."""

    community: str = Field("Commons", min_length=1, max_length=80, description="Its name.")
    people: tuple[str, ...] = Field(
        ("you",), min_length=1, strict=False, description="Who is there at the start; the first one speaks."
    )

    @field_validator("people")
    @classmethod
    def distinct(cls, people: tuple[str, ...]) -> tuple[str, ...]:
        if len({name.casefold() for name in people}) < len(people):
            raise ValueError("must not name a person twice")
        if any(not name or name.split() != [name] for name in people):
            raise ValueError("must be names without spaces")
        return people


class Discord(Section):
    """The bot on Discord; its token: BOT_DISCORD_TOKEN."""

    message_content: bool = Field(
        False, description="Whether messages may be read; it needs the Message Content Intent."
    )
    shards: tuple[int, ...] = Field(
        (), strict=False, description="Which shards this process runs, if several share one database."
    )
    shard_count: int = Field(0, ge=0, le=10_000, description="How many shards there are in all.")

    @model_validator(mode="after")
    def counted(self) -> Self:
        if any(not 0 <= one < self.shard_count for one in self.shards):
            raise ValueError("shards must be numbers from 0 to below shard_count")
        return self


class Schedule(Section):
    """How often the bot looks at what is due."""

    tick: int = Field(30, ge=1, le=3600, description="Seconds between two looks.")


class Model(Section):
    """The language model that judges months; without one the embedded scorer does."""

    enabled: bool = Field(False, description="Whether a model is asked at all. Its key: BOT_MODEL_API_KEY.")
    base_url: str = Field(
        "https://api.openai.com/v1", description="Any service that speaks the OpenAI protocol."
    )
    name: str = Field("", description="The model's name, as its service calls it.")
    max_tokens: int = Field(4000, ge=1, description="The longest answer, in tokens.")
    format: Literal["auto", "json_schema", "json_object"] = Field(
        "auto",
        description="How answers are kept to JSON: json_schema, json_object, or auto for the best it takes.",
    )
    temperature: float | Literal["unset"] = Field(
        0.0,
        description='0 answers alike, 2 most freely; with "unset", or if it refuses, a model uses its own.',
    )
    timeout: int = Field(120, ge=1, le=3600, description="The longest wait for one answer, in seconds.")
    parallel: int = Field(4, ge=1, le=64, description="The most calls at a time.")
    price_in: int = Field(
        0,
        ge=0,
        description="US cents for a million tokens sent. While both prices are 0, max_cost limits nothing.",
    )
    price_out: int = Field(0, ge=0, description="US cents for a million tokens answered.")
    max_tokens_run: int = Field(
        5_000_000,
        ge=0,
        description="The most tokens that one run may use, both ways together; 0 for no limit.",
    )
    max_cost: int = Field(
        500, ge=0, description="The most that one run may cost, in US cents; 0 for no limit."
    )

    @field_validator("base_url")
    @classmethod
    def plain(cls, url: str) -> str:
        if not is_address(url):
            raise ValueError("must be an address such as https://host/v1, without password and parameters")
        return url

    @field_validator("temperature", mode="before")
    @classmethod
    def within(cls, value: object) -> object:
        if value == "unset" or (type(value) in {int, float} and 0 <= cast("float", value) <= 2):
            return value
        raise ValueError('must be a number from 0 to 2, or "unset"')

    @model_validator(mode="after")
    def named(self) -> Self:
        if self.enabled and not self.name:
            raise ValueError("needs a name when it is enabled")
        return self


class Delivery(Section):
    """How hard a message is tried."""

    first_retry: int = Field(2, ge=1, description="Seconds before the second try; each later wait doubles.")
    last_retry: int = Field(600, ge=1, description="The longest wait between two tries, in seconds.")


class Charts(Section):
    """Pictures of months and holders."""

    enabled: bool = Field(True, description="Whether pictures are drawn; it takes a second of work each.")


class Backup(Section):
    """Copies of the SQLite file."""

    folder: str = Field("data/backups", min_length=1, description="Where copies go.")
    keep: int = Field(7, ge=1, description="How many copies stay.")


class Secrets(BaseSettings):
    """What only the environment may hold: BOT_DATABASE_URL, BOT_MODEL_API_KEY and BOT_DISCORD_TOKEN."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_ignore_empty=True, frozen=True)

    database_url: SecretStr | None = None
    model_api_key: SecretStr | None = None
    discord_token: SecretStr | None = None


class Config(Section):
    """All settings; `Config()` is the embedded default."""

    database: Database = Database()
    log: Log = Log()
    terminal: Terminal = Terminal()
    discord: Discord = Discord()
    schedule: Schedule = Schedule()
    model: Model = Model()
    delivery: Delivery = Delivery()
    charts: Charts = Charts()
    backup: Backup = Backup()


def load(path: Path | None = None) -> Config:
    """Read the settings from `path`, else $BOT_CONFIG, else ./config.toml, else the embedded defaults."""
    named = path or (Path(value) if (value := os.environ.get("BOT_CONFIG")) else None)
    file = named or Path("config.toml")
    if named is None and not file.exists():
        return finish(Config())
    return finish(parse(read(file), str(file)))


def read(file: Path) -> str:
    """The text of a file that was asked for."""
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"There is no configuration file at {file}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read: {error}.") from error


def parse(text: str, file: str = "config.toml") -> Config:
    """Settings from TOML text; `file` is its name in error sentences."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.") from error
    refuse_secrets(data, file)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigError(f"{file}: {sentence(error.errors()[0])}") from None


def finish(config: Config) -> Config:
    """The same settings with the database of the environment, where it names one."""
    url = Secrets().database_url
    if url is None:
        return config
    try:
        database = Database(url=url.get_secret_value())
    except ValidationError:
        raise ConfigError("BOT_DATABASE_URL must start with sqlite:/// or postgresql://.") from None
    return config.model_copy(update={"database": database})


def model_key() -> str:
    """The key of the model's service, from the environment; a local service needs none."""
    key = Secrets().model_api_key
    return key.get_secret_value().strip() if key else ""


def discord_token() -> str:
    """The bot's token on Discord; '' where there is none."""
    found = Secrets().discord_token
    return found.get_secret_value().strip() if found else ""


def refuse_secrets(data: Mapping[str, Any], file: str) -> None:
    """A secret in a file is refused before anything else is looked at."""
    for section, key, value in leaves(data):
        variable = VARIABLE.get(section) or "_".join(filter(None, ("BOT", section, key))).upper()
        if SECRET.search(key) or (key == "url" and has_password(value)):
            name = f"{section}.{key}" if section else key
            raise ConfigError(f"{file}: {name} is a secret; set the environment variable {variable} instead.")


def leaves(data: Mapping[str, Any], section: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every key with the outermost section it stands in."""
    for key, value in data.items():
        yield section, key, value
        if isinstance(value, dict):
            yield from leaves(value, section or key)


def is_address(url: str) -> bool:
    """Whether it is the plain address of a web service."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and parts.port != 0
            and not set("@?# ") & set(url)
        )
    except ValueError:
        return False


def has_password(url: object) -> bool:
    """Whether an address carries a password."""
    try:
        return isinstance(url, str) and urlsplit(url).password is not None
    except ValueError:
        return False


def sentence(error: ErrorDetails) -> str:
    """One plain sentence for one refused setting."""
    place = [str(part) for part in error["loc"]]
    name, kind = ".".join(place), error["type"]
    if kind == "extra_forbidden":
        return unknown(place)
    if kind in EXPECTED:
        return f"{name} must be {EXPECTED[kind]}, not {json.dumps(error['input'], default=str)}."
    if kind == "value_error":
        return f"{name} {error['ctx']['error']}."
    return f"{name}: {error['msg'].removeprefix('Input ')}, not {json.dumps(error['input'], default=str)}."


def unknown(place: list[str]) -> str:
    """The sentence for a key that nothing reads, with the nearest one that is."""
    name, known = ".".join(place), list(keys())
    if len(place) == 1:
        known = [*Config.model_fields, *known]
    near = get_close_matches(name, known, n=1, cutoff=0.0)
    return f"there is no setting {name}; the nearest one is {near[0]}."


def keys() -> Iterator[str]:
    """Every setting, as section.key."""
    for section, model in sections():
        yield from (f"{section}.{key}" for key in model.model_fields)


def sections() -> Iterator[tuple[str, type[Section]]]:
    """Every section with its model."""
    for name, field in Config.model_fields.items():
        yield name, type(field.get_default())


def example() -> str:
    """The text of config.example.toml: every setting, commented out, with its default."""
    head = "# Every setting with its default: copy to config.toml, take away the # and change it.\n"
    tail = "# Secrets are read from the environment only; the file may not hold them.\n"
    return head + tail + "".join(shown(name, model) for name, model in sections())


def shown(name: str, model: type[Section]) -> str:
    """One section of the example."""
    lines = [f"\n# {model.__doc__}\n[{name}]\n"]
    for key, field in model.model_fields.items():
        lines.append(f"# {field.description}\n#{key} = {json.dumps(field.default)}\n")
    return "".join(lines)
