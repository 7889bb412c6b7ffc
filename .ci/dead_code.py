"""Fail when code is written that nothing uses.

Judged here: functions, classes, methods, properties, imports and unreachable code. Not judged:
fields and enum members, which belong to contracts and tables; ruff finds unused local names.
What is used from outside Python is named in `pyproject.toml` under `[tool.vulture]`.
"""

import sys
from pathlib import Path

from vulture import Vulture
from vulture.config import make_config

NOT_JUDGED = {"variable", "attribute"}


def main() -> int:
    """Print each dead piece; the exit code is their number, capped."""
    config = make_config(["--config", "pyproject.toml"])
    vulture = Vulture(
        ignore_names=config["ignore_names"], ignore_decorators=config["ignore_decorators"]
    )
    vulture.scavenge([Path(path) for path in config["paths"]], exclude=config["exclude"])
    dead = [
        item
        for item in vulture.get_unused_code(min_confidence=config["min_confidence"])
        if item.typ not in NOT_JUDGED
    ]
    for item in dead:
        print(f"{item.filename}:{item.first_lineno}: {item.message}")  # noqa: T201 - its report
    return min(len(dead), 100)


if __name__ == "__main__":
    sys.exit(main())
