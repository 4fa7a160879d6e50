"""The kind of profile as an argument: "accelerators", or "accelerator" for people who think of one."""

from typing import Any

import click

from advisor.catalogue.kinds import KINDS


class KindChoice(click.Choice[str]):
    """One of the kinds, in the plural or the singular."""

    def __init__(self) -> None:
        super().__init__(list(KINDS))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        plural = f"{value}s"
        return super().convert(plural if plural in KINDS else value, param, ctx)
