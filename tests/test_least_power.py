"""The code has no more power than its work needs: what it may not contain is looked for in its
syntax trees. What a run must not do is tried in test_least_power_runs.py.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from tests.conftest import PROJECT

SOURCES = sorted(
    path
    for name in ("wmcscraper", "spiders", "pipelines")
    for path in (PROJECT / name).rglob("*.py")
)
TREES = [(path.relative_to(PROJECT), ast.parse(path.read_text("utf-8"))) for path in SOURCES]


def nodes(*kinds: type[ast.AST]) -> Iterator[tuple[str, Any]]:
    """(where, node) of each node of these kinds in the project's code."""
    for path, tree in TREES:
        for node in ast.walk(tree):
            if isinstance(node, kinds):
                yield f"{path}:{getattr(node, 'lineno', 0)}", node


# ---- what the code does not contain

# What unpickles, runs programs or foreign code, or drives a browser.
BANNED_MODULES = {
    "pickle", "cPickle", "_pickle", "dill", "marshal", "shelve", "subprocess", "pty", "ctypes",
    "code", "codeop", "runpy", "yaml", "selenium", "playwright", "pyppeteer", "js2py", "dukpy",
    "quickjs", "telnetlib",
}  # fmt: skip
ALLOWED = {"wmcscraper/allocator.py: ctypes"}
"""The one function that Python doesn't offer: giving memory back to the system, with no argument
that comes from a page."""
BANNED_BUILTINS = {"eval", "exec", "compile", "__import__", "breakpoint"}
BANNED_OF_OS = re.compile(r"system|popen|exec[lv]p?e?|spawn[lv]p?e?|posix_spawnp?|startfile")


def test_there_is_code_to_look_at():
    assert len(SOURCES) > 50


def test_no_module_that_runs_or_unpickles_is_imported():
    found = []
    for where, node in nodes(ast.Import, ast.ImportFrom):
        names = (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
        found += [
            f"{where} {name}"
            for name in names
            if name.partition(".")[0] in BANNED_MODULES
            and f"{where.partition(':')[0]}: {name}" not in ALLOWED
        ]
    assert found == []


def test_nothing_evaluates_text_or_starts_a_shell():
    found = []
    for where, node in nodes(ast.Call):
        called = node.func
        if isinstance(called, ast.Name) and called.id in BANNED_BUILTINS:
            found.append(f"{where} {called.id}")
        by_os = isinstance(called, ast.Attribute) and ast.unparse(called.value) == "os"
        if by_os and BANNED_OF_OS.fullmatch(called.attr):
            found.append(f"{where} os.{called.attr}")
        for keyword in node.keywords:
            value = getattr(keyword.value, "value", None)
            if (keyword.arg == "shell" and value is not False) or (
                keyword.arg == "verify" and value is False
            ):
                found.append(f"{where} {keyword.arg}={value}")
    assert found == []


SQL = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|PRAGMA|CREATE|DROP|ALTER)\b")


def test_sql_is_put_together_from_names_alone():
    """A value from outside is a parameter. Where a statement is an f-string, what it takes in is a
    plain name (a list of columns or marks made above it) or such a list joined: never an
    attribute of an item, a call, or an index into something."""
    found = []
    for where, node in nodes(ast.JoinedStr):
        first = node.values[0]
        if not (isinstance(first, ast.Constant) and SQL.match(str(first.value))):
            continue
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                inner = part.value
                joined = (
                    isinstance(inner, ast.Call)
                    and isinstance(inner.func, ast.Attribute)
                    and inner.func.attr == "join"
                    and isinstance(inner.func.value, ast.Constant)
                )
                if not isinstance(inner, ast.Name) and not joined:
                    found.append(f"{where} {ast.unparse(inner)}")
    assert found == []


def test_sql_is_never_made_by_format_or_percent():
    found = []
    for where, node in nodes(ast.Call):
        called = node.func
        if not (
            isinstance(called, ast.Attribute)
            and called.attr in ("execute", "executemany", "executescript")
        ):
            continue
        for part in ast.walk(node.args[0]) if node.args else ():
            by_percent = isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod)
            by_format = isinstance(part, ast.Call) and getattr(part.func, "attr", "") in (
                "format",
                "replace",
            )
            if by_percent or by_format:
                found.append(where)
    assert found == []
