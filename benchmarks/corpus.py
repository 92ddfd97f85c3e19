"""A folder of saved news pages whose answers are known, as the benchmarks read it.

The folder holds ``truth.jsonl``, one page a line: ``id``, ``set``, ``url`` and whichever are known
of ``bodies`` (texts that are all right), ``title``, ``date`` (ISO 8601) and ``authors``; and the
pages themselves as ``pages/<id>.html.gz``, UTF-8.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Sample", "add_options", "samples", "samples_of"]

VARIABLE = "WMC_BENCH_ARTICLES"
"""Environment variable that names the folder where --data does not."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One page and what people say that it holds; an empty answer is an unknown one."""

    id: str
    set: str
    url: str
    file: Path
    bodies: list[str] = field(default_factory=list)
    title: str | None = None
    date: str | None = None
    authors: list[str] = field(default_factory=list)

    def html(self) -> str:
        """The page, decoded."""
        return gzip.decompress(self.file.read_bytes()).decode("utf-8")


def samples(folder: Path, sets: set[str] | None = None, limit: int | None = None) -> list[Sample]:
    """The pages of a folder in its order; ``limit`` is for each set."""
    found = []
    count: Counter[str] = Counter()
    with (folder / "truth.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            truth = json.loads(line)
            name = truth["set"]
            if (sets and name not in sets) or (limit and count[name] >= limit):
                continue
            count[name] += 1
            found.append(
                Sample(
                    truth["id"],
                    name,
                    truth["url"],
                    folder / "pages" / f"{truth['id']}.html.gz",
                    truth.get("bodies") or [],
                    truth.get("title"),
                    truth.get("date"),
                    truth.get("authors") or [],
                )
            )
    return found


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options by which a benchmark is told which pages to read."""
    parser.add_argument(
        "--data", type=Path, help=f"folder with truth.jsonl and pages/ (default: ${VARIABLE})"
    )
    parser.add_argument("--sets", help="only these sets, with commas between")
    parser.add_argument("--limit", type=int, help="only the first N pages of each set")


def samples_of(options: argparse.Namespace) -> list[Sample]:
    """The pages that the options ask for; ends the program where there are none.

    Without any folder that is no failure: one line says where to put one.
    """
    folder = options.data or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
    if folder is None:
        print(f"no annotated pages: put them in a folder and name it by --data or ${VARIABLE}")
        sys.exit(0)
    if not (folder / "truth.jsonl").is_file():
        print(f"{folder} holds no truth.jsonl", file=sys.stderr)
        sys.exit(2)
    found = samples(folder, options.sets and set(options.sets.split(",")), options.limit)
    if not found:
        print("no page of these sets", file=sys.stderr)
        sys.exit(2)
    return found
