"""``python -m bot``: online on Discord with a token, else the practice server; ``--say`` for one message.

Here, and only here, everything is made and handed down.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from bot import logs, online, practice
from bot.client import Forklore
from bot.language import Language, Languages
from bot.online import StartError
from bot.say import say
from bot.settings import Settings, complaints, forget_environment
from bot.store import MEMORY, Store, StoreError, default_url, open_store
from demos.catalogue import load
from demos.runner import Runner

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the bot until it is ended. Returns the exit code: 1 when it could not start, or `say`'s."""
    languages = Languages()
    options = parse(arguments, languages)
    language: Language = options.language
    try:
        settings = Settings()
    except ValidationError as error:
        for complaint in complaints(error, language):
            sys.stderr.write(f"{complaint}\n")
        sys.stderr.write(f"{language.text('start-settings-file')}\n")
        return 1
    forget_environment()
    simulated = options.say is not None or options.practice or settings.discord_token is None
    logs.configure(settings.log_level or ("WARNING" if simulated else "INFO"), settings.secrets())
    try:
        return asyncio.run(run(options, settings, languages, language))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0 if options.say is None else 130
    except StartError as error:
        sys.stderr.write(f"{language.text(error.key, **error.values)}\n")
        return 1
    except StoreError as error:
        sys.stderr.write(f"{language.text('start-store', reason=str(error))}\n")
        return 1


async def run(options: argparse.Namespace, settings: Settings, languages: Languages, language: Language) -> int:
    """Make everything, run it until Ctrl-C or SIGTERM, and close it in reverse order.

    Raises:
        StartError, StoreError: it could not start, or not go on.
    """
    main_task = asyncio.current_task()
    if main_task is not None:  # asyncio.run does the same for Ctrl-C
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, main_task.cancel)
    token = None if options.say is not None or options.practice else settings.discord_token
    database = settings.database_url
    async with contextlib.AsyncExitStack() as stack:
        url = MEMORY if token is None else database.get_secret_value() if database else default_url()
        store = await stack.enter_async_context(open_store(url))
        runner = await stack.enter_async_context(Runner(settings.workers))
        bot = Forklore(settings=settings, runner=runner, catalogue=load(), languages=languages, store=store)
        if options.say is not None:
            return await say(bot, options.say, language, tell, name=options.name, folder=options.out)
        if token is None:

            def invite(address: str) -> None:
                how = language.text("practice-how", prefix=settings.command_prefix)
                tell(f"{language.text('practice-open')}\n\n    {address}\n\n{how}")

            await practice.serve(bot, language, invite)
        else:

            def welcome(name: str, invitation: str) -> None:
                tell(language.text("start-online", name=name, invitation=invitation))

            pruning = asyncio.create_task(prune_daily(store))
            stack.callback(pruning.cancel)
            await online.serve(bot, token.get_secret_value(), welcome)
    return 0


async def prune_daily(store: Store) -> None:
    """Delete each day what was kept for long enough: a bot may run for months."""
    while True:
        await asyncio.sleep(24 * 60 * 60)
        try:
            await store.prune()
        except StoreError as error:
            log.error("what is too old could not be deleted; tomorrow again: %s", error)


def parse(arguments: Sequence[str] | None, languages: Languages) -> argparse.Namespace:
    """The command line; where it names no language, `language` is the terminal's."""
    terminal = languages.find(terminal_locale()) or languages.default
    text = terminal.text

    def language(name: str) -> Language:
        found = languages.named(name)
        if found is None:
            codes = ", ".join(known.code for known in languages)
            raise argparse.ArgumentTypeError(text("language-unknown", name=name, choices=codes))
        return found

    parser = argparse.ArgumentParser(prog="python -m bot", description=text("say-usage"))
    parser.add_argument("--say", metavar="TEXT", help=text("say-option-say"))
    parser.add_argument("--as", dest="name", metavar="NAME", default="ana", help=text("say-option-as"))
    parser.add_argument(
        *("--lang", "--language"),
        dest="language",
        metavar="CODE",
        type=language,
        default=terminal,
        help=text("say-option-lang"),
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help=text("say-option-out"))
    parser.add_argument("--practice", action="store_true", help=text("say-option-practice"))
    return parser.parse_args(arguments)


def terminal_locale() -> str:
    """The locale that the terminal's user wants: ``zh-CN`` for ``LANG=zh_CN.UTF-8`` (`locale(7)`)."""
    wanted = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return wanted.partition(".")[0].partition("@")[0]


def tell(text: str) -> None:
    """Write a line to standard output, now."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
