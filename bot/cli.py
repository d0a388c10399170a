"""The commands of `python -m bot`. Each imports what it needs, so that `ask` starts quickly."""

import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.logs import set_up_logging
from bot.settings import Settings, SettingsError, load_settings
from knowledge.model import Language
from knowledge.problem import KnowledgeError
from knowledge.skeleton import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

    from bot.assistant import Assistant
    from bot.cards import Target
    from bot.unanswered import Group

app = typer.Typer(
    help="Answers questions about the business clusters of Lublin, in Polish and English.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show the values of variables, secrets included
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command of the command line."""
    app()


@app.command()
def run(
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that share the work, on PostgreSQL.")
    ] = 1,
) -> None:
    """Answer people on the web, and in Telegram when a token is set."""
    settings = _settings()
    if workers > 1:
        _check_that_workers_can_share(settings)
    assistant = _assistant(settings)
    assistant.warm_up(_today())
    where = "on the web" if settings.telegram_token is None else "on the web and in Telegram"
    typer.echo(f"Answering {where} until Ctrl-C; for the terminal: python -m bot chat")
    if settings.telegram_token is None:
        typer.echo("Telegram is off: to switch it on set TELEGRAM_TOKEN in .env and start again.")
    if workers > 1:
        raise typer.Exit(_serve_together(settings, assistant, workers))
    _serve(settings, assistant)


@app.command()
def chat() -> None:
    """Talk in the terminal.

    A line is a question; a number opens the link or the next card that it stands for.
    """
    _chat(_assistant(_settings()))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotes.")] = None,
    lang: Annotated[
        Language | None, typer.Option(help="Answer in this language, whatever the question's.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer with a JSON object.")] = False,
    explain: Annotated[
        bool,
        typer.Option("--explain", help="Say why this answer comes, and what would change it."),
    ] = False,
    jsonl: Annotated[
        bool,
        typer.Option(
            "--jsonl",
            help='Read {"id", "q", "after"?} a line from standard input, write JSON a line.',
        ),
    ] = False,
) -> None:
    """Answer one question, or with --jsonl a stream of them."""
    if (question is None) != jsonl:
        raise typer.BadParameter("give either a question or --jsonl")
    if explain and jsonl:
        raise typer.BadParameter("--explain goes with a question, not with --jsonl")
    assistant = _assistant(_settings())
    from handlers.terminal import once

    if question is None:
        once.answer_all(assistant, _today, lang)
    elif explain:
        once.explain(assistant, question, _today(), lang, as_json=json)
    else:
        once.answer(assistant, question, _today(), lang, as_json=json)


@app.command()
def check(
    lang: Annotated[Language, typer.Option(help="Report in this language.")] = "pl",
    json: Annotated[bool, typer.Option("--json", help="Report as a JSON object.")] = False,
    ask: Annotated[
        bool,
        typer.Option("--ask", help="Ask the bot every alias, example and kept dialogue as well."),
    ] = False,
    links: Annotated[
        bool, typer.Option("--links", help="See whether every web address answers as well.")
    ] = False,
    stale: Annotated[
        bool, typer.Option("--stale", help="List what is due to be confirmed as well.")
    ] = False,
    completeness: Annotated[
        bool, typer.Option("--completeness", help="Tell what each cluster lacks as well.")
    ] = False,
) -> None:
    """Check the knowledge for errors.

    Exit code 0: it is sound. 1: it has errors, listed as file:line:column. 2: bad usage.
    """
    from bot import editors

    wanted = editors.Wanted(ask=ask, links=links, stale=stale, completeness=completeness)
    raise typer.Exit(editors.check(_settings(), _today(), lang, wanted, as_json=json))


@app.command()
def diff(
    version: Annotated[
        str, typer.Argument(help="A version that git knows, or a folder to compare with.")
    ] = "HEAD",
    lang: Annotated[Language, typer.Option(help="Tell it in this language.")] = "pl",
) -> None:
    """Tell in plain words what differs from the version that was published last."""
    from bot import editors

    raise typer.Exit(editors.diff(_settings(), version, lang))


@app.command()
def new(
    kind: Annotated[Kind, typer.Argument(help="What it is.")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="Its id: small letters and hyphens.")],
    lang: Annotated[Language, typer.Option(help="Speak this language.")] = "pl",
) -> None:
    """Write the file of a new entry, with places to fill in."""
    from bot import editors

    raise typer.Exit(editors.new(_settings(), kind, id_, lang))


@app.command()
def preview(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of an entity or a topic.")],
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write a page that shows them as Telegram does."),
    ] = None,
) -> None:
    """Show the cards of an entity or topic in both languages."""
    assistant = _assistant(_settings())
    from handlers.terminal.preview import UnknownIdError, previews, targets_of

    try:
        if html is None:
            for item in previews(id_, assistant, _today()):
                typer.echo(f"=== {item.heading}\n{item.text}\n")
        else:
            _write_preview(html, targets_of(id_, assistant.knowledge), assistant)
    except UnknownIdError as error:
        _fail(str(error))
        raise typer.Exit(2) from error


def _write_preview(file: Path, targets: "list[Target]", assistant: "Assistant") -> None:
    from handlers.telegram.preview import preview as page_of

    page = page_of(targets, assistant, _today())
    try:
        file.write_text(page, encoding="utf-8")
    except OSError as error:
        _fail(f"{file} cannot be written: {error.strerror}.")
        raise typer.Exit(2) from error
    typer.echo(f"Written to {file}; open it in a browser.")


@app.command()
def unanswered(
    days: Annotated[int, typer.Option(min=1, help="Of how many days.")] = 30,
    json: Annotated[bool, typer.Option("--json", help="List as a JSON array.")] = False,
    lang: Annotated[Language, typer.Option(help="The language of the list.")] = "pl",
) -> None:
    """List what people asked in vain, the most frequent first, with lines that would help."""
    import asyncio
    import time

    from bot.app import KEPT
    from bot.store.database import create_database, default_url
    from bot.store.faults import StoreError
    from bot.store.migrating import migrate
    from bot.unanswered import current
    from handlers.terminal import unanswered as shown

    settings = _settings()
    assistant = _assistant(settings)

    async def read() -> "tuple[Group, ...]":
        url = settings.database_url
        engine = create_database(url.get_secret_value() if url else default_url(KEPT))
        try:
            await migrate(engine)  # it may be asked for before the first start
            return await current(engine, assistant, time.time_ns() // 1_000_000, days)
        finally:
            await engine.dispose()

    try:
        groups = asyncio.run(read())
    except StoreError as error:
        _fail(str(error))
        raise typer.Exit(2) from error
    typer.echo(shown.as_json(groups) if json else shown.listed(groups, assistant.texts, lang))


@app.command()
def pause(
    message: Annotated[
        str, typer.Argument(help="What people are told meanwhile, best in both languages.")
    ],
) -> None:
    """Interrupt the answers of the running bot, say until when they come, and keep the questions.

    Whoever writes gets the message once. Every process on the same database follows in seconds.
    """
    from bot.pausing import LONGEST_NOTICE

    notice = message.strip()
    if not notice or len(notice) > LONGEST_NOTICE:
        raise typer.BadParameter(f"write a message of 1 to {LONGEST_NOTICE:,} characters")
    _set_notice(notice)
    typer.echo("Paused: questions are kept and answered after python -m bot resume.")


@app.command()
def resume() -> None:
    """Go on answering, first what was asked during the pause."""
    _set_notice(None)
    typer.echo("Questions are answered again, those of the pause first.")


def _set_notice(notice: str | None) -> None:
    import asyncio

    from bot.app import KEPT
    from bot.pausing import set_notice
    from bot.store.faults import StoreError

    try:
        asyncio.run(set_notice(_settings(), KEPT, notice))
    except StoreError as error:
        _fail(str(error))
        raise typer.Exit(2) from error


def _chat(assistant: "Assistant") -> None:
    from handlers.terminal.chat import chat as talk

    talk(assistant, _today)


def _check_that_workers_can_share(settings: Settings) -> None:
    from bot.workers import CAN_FORK

    url = settings.database_url
    if url is None or url.get_secret_value().startswith("sqlite"):
        _fail(
            "--workers needs PostgreSQL, an SQLite file serves one process: set DATABASE_URL to "
            "postgresql://user:password@host/database, or leave --workers out."
        )
        raise typer.Exit(2)
    if not CAN_FORK:
        _fail("--workers does not work on Windows: leave it out, or start several programs.")
        raise typer.Exit(2)


def _serve_together(settings: Settings, assistant: "Assistant", workers: int) -> int:
    from bot.workers import run_workers
    from handlers.web.server import AddressInUseError, listening

    try:
        shared = listening(settings.host, settings.port)
    except AddressInUseError as error:
        _fail(str(error))
        return 2
    # Telegram lets one process alone fetch updates; those of the webhook anybody may take.
    alone = settings.telegram_webhook_url is None
    without = settings.model_copy(update={"telegram_token": None})

    def work(number: int) -> int:
        is_first = number == 0
        chosen = settings if is_first or not alone else without
        try:
            _serve(chosen, assistant, shared, typer.echo if is_first else lambda _: None)
        except typer.Exit as error:
            return error.exit_code
        return 0

    return run_workers(workers, work)


def _serve(
    settings: Settings,
    assistant: "Assistant",
    listening: "socket | None" = None,
    say: "Callable[[str], None]" = typer.echo,
) -> None:
    import asyncio

    from bot.app import KEPT
    from bot.live import Live
    from bot.serving import Program, loop_factory
    from bot.store.faults import StoreError
    from handlers.telegram.channel import TokenRefusedError, WebhookRefusedError
    from handlers.web.server import AddressInUseError

    program = Program(
        live=Live(assistant),
        settings=settings,
        kept=KEPT,
        today=_today,
        say=say,
        listening=listening,
    )
    try:
        with asyncio.Runner(loop_factory=loop_factory()) as runner:
            runner.run(program.run())
    except TokenRefusedError as error:
        _fail(
            "TELEGRAM_TOKEN is refused by TELEGRAM_API_URL: "
            "copy the token from @BotFather once more, and look whether the address is right.",
        )
        raise typer.Exit(2) from error
    except WebhookRefusedError as error:
        _fail(
            f"TELEGRAM_WEBHOOK_URL is refused by Telegram ({error}): it needs an address with "
            "https that is reached from outside, at port 443, 80, 88 or 8443."
        )
        raise typer.Exit(2) from error
    except (StoreError, AddressInUseError) as error:
        _fail(str(error))
        raise typer.Exit(2) from error


def _settings() -> Settings:
    """The settings; logging is set up with them."""
    try:
        settings = load_settings()
    except SettingsError as error:
        _fail(str(error))
        raise typer.Exit(2) from error
    set_up_logging(settings.log_format, settings.secrets)
    return settings


def _assistant(settings: Settings) -> "Assistant":
    from bot.app import build_assistant

    try:
        return build_assistant(settings)
    except KnowledgeError as error:
        _fail(f"The knowledge in {error.folder} has errors; mend them, then start again:")
        _fail(*map(str, error.problems))
        raise typer.Exit(1) from error


def _today() -> date:
    return date(*time.localtime()[:3])  # without looking for the name of the time zone


def _fail(*lines: str) -> None:
    for line in lines:
        typer.echo(line, err=True)
