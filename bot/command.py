"""The decorators of a command that works as text and as a slash command."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from discord.ext import commands

from bot.context import Context

CogT = TypeVar("CogT", bound=commands.Cog)
P = ParamSpec("P")


def command(
    name: str, **attributes: Any
) -> Callable[
    [Callable[Concatenate[CogT, Context, P], Coroutine[Any, Any, None]]], commands.HybridCommand[CogT, P, None]
]:
    """`commands.hybrid_command` for a method of a cog, typed so that mypy follows it.

    Its descriptions, and its names in other languages, are in the Fluent files (`bot.localise`).
    """
    return commands.hybrid_command(name=name, **attributes)  # type: ignore[return-value]


def group(
    name: str, **attributes: Any
) -> Callable[
    [Callable[Concatenate[CogT, Context, P], Coroutine[Any, Any, None]]], commands.HybridGroup[CogT, P, None]
]:
    """`commands.hybrid_group` for a method of a cog, typed in the same way. Alone it is a text command only."""
    return commands.hybrid_group(name=name, invoke_without_command=True, **attributes)  # type: ignore[return-value]


def subcommand(
    parent: commands.HybridGroup[Any, ..., Any], name: str
) -> Callable[
    [Callable[Concatenate[CogT, Context, P], Coroutine[Any, Any, None]]], commands.HybridCommand[CogT, P, None]
]:
    """`parent.command` for a method of a cog, typed in the same way."""
    return parent.command(name)  # type: ignore[return-value]
