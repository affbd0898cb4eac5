"""Commands by name: each is a module of `commands`, imported when it is first asked for."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import click

from simulator.cli import commands
from simulator.registry import did_you_mean

WIDEST = 100
"""Columns of the widest text."""


class CommandOrScenario(click.Group):
    """A group of commands that takes any other word for a scenario to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands: of the modules, and of what the caller has added."""
        return sorted({*(found.name for found in iter_modules(commands.__path__)), *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None where there is none of that name."""
        if cmd_name in self.commands or cmd_name not in self.list_commands(ctx):
            return super().get_command(ctx, cmd_name)
        command = import_module(f"{commands.__name__}.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101 - the one name that every module of commands has
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Open the window if there is no command, or a word that is not one."""
        first, known = next(iter(args), ""), self.list_commands(ctx)
        if first.startswith("-") or first in known:
            return super().parse_args(ctx, args)
        near = did_you_mean(first, known)
        if near and len(args) > 1:
            ctx.fail(f'there is no command "{first}"{near}')
        return super().parse_args(ctx, ["open", *args])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage(ctx.command_path, "[SCENARIO]")
        formatter.write_usage(ctx.command_path, "COMMAND [ARGUMENTS]...", prefix="       ")
