"""The command line: `python -m bot` opens a community in this terminal; the rest keeps it, checks it and moves it."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot import config as settings
from bot import log, sections
from bot.surface import FatalError

cli = typer.Typer(
    add_completion=False, no_args_is_help=False, help="A community's bot: votes, work, rewards, payouts."
)
Config = Annotated[
    Path | None, typer.Option("--config", help="The configuration file (default: config.toml).")
]
Database = Annotated[str | None, typer.Option("--database", help="A SQLite file or a PostgreSQL address.")]


class QuitError(Exception):
    """Ends the program with one sentence and a status other than zero."""


def load(path: Path | None, database: str | None) -> settings.Config:
    try:
        config = settings.load(path)
        if database:
            config = config.model_copy(update={"database": sections.Database(url=url(database))})
    except (settings.ConfigError, ValueError) as error:
        raise QuitError(str(error)) from None
    log.start(config.log.level, config.log.format)
    return config


def url(text: str) -> str:
    """A bare path names a SQLite file."""
    return text if "://" in text else f"sqlite:///{text}"


@cli.callback(invoke_without_command=True)
def terminal(context: typer.Context, config: Config = None, database: Database = None) -> None:
    """Open the community of this terminal."""
    if context.invoked_subcommand is None:
        from bot.room import open_room

        asyncio.run(open_room(load(config, database)))


@cli.command()
def demo(
    keep: Annotated[Path | None, typer.Option(help="Keep the community in this SQLite file.")] = None,
) -> None:
    """Play a made-up community's month, up to its paid rewards, then hand you the keyboard."""
    from bot.demo import play

    asyncio.run(play(keep))


@cli.command()
def docs(
    check: Annotated[bool, typer.Option("--check", help="Only say whether they are up to date.")] = False,
) -> None:
    """Write what is made from the declarations: commands, parameters, the numbers of the law, the configuration."""
    from bot.docs import stale, write

    if not check:
        write()
    elif old := stale():
        raise QuitError(f"{', '.join(old)}: out of date; run `python -m bot docs`.")


@cli.command()
def verify(bundle: Annotated[Path, typer.Argument(help="A bundle of a month's rewards.")]) -> None:
    """Recompute a month's rewards from its bundle alone."""
    from bot.verify import main

    raise typer.Exit(main(bundle))


@cli.command()
def simulate(
    sets: Annotated[
        list[str] | None,
        typer.Option("--set", help="name=value of a parameter, such as ordinary_quorum=10%."),
    ] = None,
    delegation: Annotated[
        bool, typer.Option("--delegation/--no-delegation", help="Whether delegations count.")
    ] = True,
    community: Annotated[str | None, typer.Option(help="Which community, if there are several.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print data instead of lines.")] = False,
    config: Config = None,
    database: Database = None,
) -> None:
    """Say what past votes would have come to under other rules; nothing is written."""
    from bot.simulate import main

    said = main(load(config, database), community, sets or [], delegation=delegation, as_json=as_json)
    raise typer.Exit(asyncio.run(said))


@cli.command("import")
def bring(
    kind: Annotated[str, typer.Argument(help="praise or contributions")],
    file: Annotated[Path, typer.Argument(help="A CSV or JSON lines file.")],
    column: Annotated[
        list[str] | None, typer.Option("--column", help="name=column of the file, such as to=receiver.")
    ] = None,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="column=value that a row must have.")
    ] = None,
    month: Annotated[str | None, typer.Option(help="The month of every row, such as 2026-11.")] = None,
    community: Annotated[str | None, typer.Option(help="Which community, if there are several.")] = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Import the good rows although there are bad ones.")
    ] = False,
    config: Config = None,
    database: Database = None,
) -> None:
    """Bring the history of a community."""
    from bot.keeping import bring

    raise typer.Exit(
        asyncio.run(
            bring(load(config, database), kind, file, column or [], only or [], month, community, skip_bad)
        )
    )


@cli.command()
def backup(
    folder: Annotated[Path | None, typer.Argument()] = None, config: Config = None, database: Database = None
) -> None:
    """Copy the database while it runs."""
    from bot.keeping import back_up

    asyncio.run(back_up(load(config, database), folder))


@cli.command()
def restore(
    copy: Annotated[Path, typer.Argument()], config: Config = None, database: Database = None
) -> None:
    """Fill an empty database from a copy."""
    from bot.keeping import restore_from

    asyncio.run(restore_from(load(config, database), copy))


@cli.command()
def run(config: Config = None, database: Database = None) -> None:
    """Serve the communities of the platforms that are configured."""
    from bot.serving import serve

    try:
        asyncio.run(serve(load(config, database)))
    except FatalError as fatal:
        raise QuitError(str(fatal)) from None


@cli.command()
def invite(
    application: Annotated[
        str, typer.Argument(help="The application's id, from Discord's developer portal.")
    ],
) -> None:
    """Print the link that lets whoever administers a Discord server add the bot, with what it needs."""
    from bot.adapters.discord.permissions import invitation

    if not (application.isascii() and application.isdigit() and len(application) <= 20):
        raise QuitError("The id of an application is a number: copy it from Discord's developer portal.")
    typer.echo(invitation(int(application)))


@cli.command("check")
def check_model(config: Config = None) -> None:
    """Ask the configured model one small question and say what works."""
    from bot.checking import check

    raise typer.Exit(asyncio.run(check(load(config, None))))


@cli.command()
def trial(
    prompt: Annotated[Path, typer.Option("--prompt", help="The proposed prompt, as a text file.")],
    digest: Annotated[
        list[Path] | None,
        typer.Option("--digest", help="A month's bundle with texts; the shipped months if there is none."),
    ] = None,
    endpoint: Annotated[str, typer.Option("--endpoint", help="Where the model answers.")] = "",
    model: Annotated[str, typer.Option("--model", help="Which model.")] = "",
    active: Annotated[
        Path | None, typer.Option("--active", help="The prompt in force; the shipped one if not said.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="The folder for report, pictures and answers.")] = Path(),
    seed: Annotated[str, typer.Option("--seed", help="What was drawn for a trial that goes on.")] = "",
    config: Config = None,
) -> None:
    """Try a prompt on a model as before a vote, and say what came out."""
    from bot.trial import Wish, main

    wish = Wish(prompt, active, digest or [], endpoint, model, out, seed)
    raise typer.Exit(asyncio.run(main(load(config, None), wish)))


@cli.command()
def resume(config: Config = None, database: Database = None) -> None:
    """Say that a leap of the clock was right, so that deadlines run again."""
    from bot import keeping

    asyncio.run(keeping.resume(load(config, database)))


@cli.command()
def audit(
    head: Annotated[
        str, typer.Argument(help="A chain head that was posted, if one should be looked for.")
    ] = "",
    config: Config = None,
    database: Database = None,
) -> None:
    """Recompute every ledger of the database."""
    from bot.keeping import check

    raise typer.Exit(asyncio.run(check(load(config, database), head)))


def main() -> None:
    """Run the command line; every expected failure is one sentence on standard error."""
    from rules.errors import Refusal
    from storage.migrate import NewerSchemaError

    try:
        cli(standalone_mode=True)
    except (QuitError, Refusal, NewerSchemaError) as no:
        print(no, file=sys.stderr)
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
