"""``python -m cogs.explain check`` prints file and line of each mistake in the cards, and exits 1 for any."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cogs.explain.check import check
from cogs.explain.library import CARDS
from demos import catalogue


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m cogs.explain", description="The reference cards.")
    commands = parser.add_subparsers(required=True)
    checking = commands.add_parser("check", help="print what is wrong with the cards, with file and line")
    checking.add_argument("root", nargs="?", type=Path, default=CARDS, help="another folder of cards")
    root: Path = parser.parse_args(arguments).root

    errors = check(root, {demo.name for demo in catalogue.load()})
    sys.stdout.writelines(f"{error}\n" for error in errors)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
