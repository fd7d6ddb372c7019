"""The settings: defaults, the file, the environment, and one sentence for each mistake."""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from bot.config import Config, ConfigError, Secrets, example, keys, load, model_key, parse

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
SETTING = re.compile(r"^#(\w+ = )", re.MULTILINE)


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and no setting in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("BOT_CONFIG", "BOT_DATABASE_URL", "BOT_MODEL_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        parse(text)
    return str(caught.value)


def test_without_a_file_the_defaults_hold() -> None:
    config = load()
    assert config == Config()
    assert config.database.url == "sqlite:///data/bot.db"
    assert config.terminal.people == ("you",)
    assert not config.model.enabled


def test_the_example_is_what_the_models_say() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example(), "run `make docs`"


def test_the_example_changes_nothing() -> None:
    assert parse(EXAMPLE.read_text(encoding="utf-8")) == Config()


def test_the_example_names_every_setting_with_its_default() -> None:
    text = SETTING.sub(r"\1", EXAMPLE.read_text(encoding="utf-8"))
    named = {f"{section}.{key}" for section, table in tomllib.loads(text).items() for key in table}
    assert named == set(keys())
    assert parse(text) == Config()


def test_every_setting_of_the_example_has_a_line_about_it() -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    for before, line in pairwise(lines):
        if SETTING.match(line):
            assert re.fullmatch(r"# .+\.", before), line


def test_a_file_changes_what_it_names(nowhere: Path) -> None:
    file = nowhere / "mine.toml"
    file.write_text('[terminal]\ncommunity = "Garden"\npeople = ["ana", "ben"]\n[schedule]\ntick = 5\n')
    config = load(file)
    assert config.terminal.community == "Garden"
    assert config.terminal.people == ("ana", "ben")
    assert config.schedule.tick == 5
    assert config.log == Config().log


def test_the_file_is_found_here_or_through_the_environment(
    nowhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nowhere / "config.toml").write_text("[schedule]\ntick = 5\n")
    (nowhere / "other.toml").write_text("[schedule]\ntick = 6\n")
    (nowhere / "named.toml").write_text("[schedule]\ntick = 7\n")
    assert load().schedule.tick == 5
    monkeypatch.setenv("BOT_CONFIG", "other.toml")
    assert load().schedule.tick == 6
    assert load(Path("named.toml")).schedule.tick == 7


def test_a_file_that_was_named_must_be_there(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigError, match=r"^There is no configuration file at gone\.toml\.$"):
        load(Path("gone.toml"))
    monkeypatch.setenv("BOT_CONFIG", "gone.toml")
    with pytest.raises(ConfigError, match=r"gone\.toml"):
        load()


def test_a_file_that_cannot_be_read_is_told(nowhere: Path) -> None:
    (nowhere / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        load()
    with pytest.raises(ConfigError, match="cannot be read"):
        load(nowhere)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[schedule]\ntik = 5", "there is no setting schedule.tik; the nearest one is schedule.tick."),
        ("[shedule]\ntick = 5", "there is no setting shedule; the nearest one is schedule."),
        (
            "[model]\nnam = 5",
            "there is no setting model.nam; the nearest one is model.name.",
        ),
        ('[schedule]\ntick = "soon"', 'schedule.tick must be a whole number, not "soon".'),
        ("[schedule]\ntick = 1.5", "schedule.tick must be a whole number, not 1.5."),
        ("[schedule]\ntick = true", "schedule.tick must be a whole number, not true."),
        ('[model]\nenabled = "yes"', 'model.enabled must be true or false, not "yes".'),
        ("[log]\nlevel = 3", "log.level: should be 'debug', 'info', 'warning' or 'error', not 3."),
        ("[terminal]\ncommunity = 7", "terminal.community must be a text in quotes, not 7."),
        ('[terminal]\npeople = "ana"', 'terminal.people must be a list, not "ana".'),
        ("[terminal]\npeople = [1]", "terminal.people.0 must be a text in quotes, not 1."),
        ('[terminal]\npeople = ["ana", "Ana"]', "terminal.people must not name a person twice."),
        ('[terminal]\npeople = ["ana b"]', "terminal.people must be names without spaces."),
        ('terminal = "x"', 'terminal must be a section, not "x".'),
        ("[schedule]\ntick = 0", "schedule.tick: should be greater than or equal to 1, not 0."),
        ('[database]\nurl = "mysql://x"', "database.url must start with sqlite:/// or postgresql://."),
        ("[model]\nenabled = true", "model needs a name when it is enabled."),
        ("[model]\ntemperature = 3", 'model.temperature must be a number from 0 to 2, or "unset".'),
        ("[model]\ntemperature = true", 'model.temperature must be a number from 0 to 2, or "unset".'),
        ('[model]\ntemperature = "0"', 'model.temperature must be a number from 0 to 2, or "unset".'),
        ("[model]\ntemperature = nan", 'model.temperature must be a number from 0 to 2, or "unset".'),
        ("[model]\nparallel = 0", "model.parallel: should be greater than or equal to 1, not 0."),
        ("[model]\nprice_in = 2.5", "model.price_in must be a whole number, not 2.5."),
    ],
)
def test_a_mistake_is_told_in_one_sentence(text: str, told: str) -> None:
    assert refusal(text) == f"config.toml: {told}"


def test_a_file_that_is_not_toml_is_told() -> None:
    assert refusal("[schedule").startswith("config.toml is not valid TOML: ")


@pytest.mark.parametrize(
    ("text", "variable"),
    [
        ('[model]\napi_key = "hush-hush"', "BOT_MODEL_API_KEY"),
        ('[discord]\ntoken = "hush-hush"', "BOT_DISCORD_TOKEN"),
        ('[matrix.home]\npassword = "hush-hush"', "BOT_MATRIX_PASSWORD"),
        ('[database]\npassword = "hush-hush"', "BOT_DATABASE_URL"),
        ('[database]\nurl = "postgresql://bot:hush-hush@db/bot"', "BOT_DATABASE_URL"),
        ('token = "hush-hush"', "BOT_TOKEN"),
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_repeated(text: str, variable: str) -> None:
    told = refusal(text)
    assert told.endswith(f"is a secret; set the environment variable {variable} instead.")
    assert "hush-hush" not in told


def test_the_database_of_the_environment_wins(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (nowhere / "config.toml").write_text('[database]\nurl = "sqlite:///here.db"\n')
    monkeypatch.setenv("BOT_DATABASE_URL", "postgresql://bot:hush-hush@db/bot")
    config = load()
    assert config.database.url == "postgresql://bot:hush-hush@db/bot"
    assert "hush-hush" not in repr(config)


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "")
    assert load() == Config()


def test_a_wrong_database_of_the_environment_is_told_without_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_DATABASE_URL", "mysql://bot:hush-hush@db")
    with pytest.raises(ConfigError) as caught:
        load()
    assert str(caught.value) == "BOT_DATABASE_URL must start with sqlite:/// or postgresql://."


def test_secrets_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_MODEL_API_KEY", "hush-hush")
    found = Secrets()
    assert found.model_api_key is not None
    assert found.model_api_key.get_secret_value() == "hush-hush"
    assert "hush-hush" not in repr(found)


def test_the_key_of_the_model_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert model_key() == ""
    monkeypatch.setenv("BOT_MODEL_API_KEY", " hush-hush\n")
    assert model_key() == "hush-hush"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "host/v1",
        "ftp://host/v1",
        "http://",
        "http://host:x/v1",
        "https://me:hush@host/v1",
        "https://host/v1?key=hush",
    ],
)
def test_the_address_of_the_model_is_plain_and_not_repeated(url: str) -> None:
    told = "must be an address such as https://host/v1, without password and parameters."
    assert refusal(f'[model]\nbase_url = "{url}"') == f"config.toml: model.base_url {told}"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/v1", "http://[::1]:11434/v1", "https://api.example.org"]
)
def test_any_service_can_be_the_model(url: str) -> None:
    assert parse(f'[model]\nbase_url = "{url}"\ntemperature = 1').model.base_url == url
    assert parse('[model]\ntemperature = "unset"').model.temperature == "unset"


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Config().schedule.tick = 1  # type: ignore[misc]
