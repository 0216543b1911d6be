"""The shape of the code, and that none of it asks for another host."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "brownbag"
LONGEST = 60
NO_NETWORK = """
import socket

def refused(*args, **kwargs):
    raise RuntimeError("a command asked for the network")

socket.socket.connect = refused
socket.getaddrinfo = refused
"""


def _functions():
    for path in PACKAGE.rglob("*.py"):
        if "migrations" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef):
                    yield path.relative_to(ROOT), node


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{path}:{node.lineno} {node.name}"
        for path, node in _functions()
        if node.end_lineno - node.lineno + 1 > LONGEST
    ]
    assert long == []


def test_every_test_stands_where_it_is_collected():
    strays = [
        path.relative_to(ROOT)
        for folder in ("bench", "brownbag", "docs", "scripts", "tests")
        for path in (ROOT / folder).rglob("*test*.py")
        if re.search(r"^def test_", path.read_text(encoding="utf-8"), re.MULTILINE)
        and not (path.name.startswith("test_") and path.is_relative_to(ROOT / "tests"))
    ]
    assert strays == []


def test_no_page_loads_anything_from_another_host():
    loads = re.compile(
        r"""(?:src|action|srcset)\s*=\s*["']?(?:https?:)?//|<link[^>]+href\s*=\s*["']?(?:https?:)?//"""
        r"""|url\(\s*["']?(?:https?:)?//|@import\s+["'](?:https?:)?//|fetch\(\s*["'](?:https?:)?//""",
        re.IGNORECASE,
    )
    assert loads.search('<script src="https://example.org/a.js">')
    assert loads.search('<link rel="x" href=//example.org/a.css>')
    for path in PACKAGE.rglob("*"):
        if path.suffix in (".html", ".css", ".js"):
            assert not loads.search(path.read_text(encoding="utf-8")), path.relative_to(ROOT)


@pytest.mark.parametrize(
    "words",
    [
        ["check", "Coumadin 5 mg", "Bactrim"],
        ["medicine", "zocar"],
        ["directions", "1 tab po bid prn"],
        ["knowledge", "check"],
        ["assess", "brownbag/practice/demo/people/01-eleanor-brooks.yaml", "--on", "2026-11-24"],
        ["import", "tests/exchange/ccda/ruth.xml"],
        ["export", "tests/exchange/ccda/ruth.xml"],
        ["reconcile", "tests/exchange/ccda/ruth.xml", "brownbag/practice/demo/people/01-eleanor-brooks.yaml"],
    ],
    ids=lambda words: words[0],
)
def test_a_command_answers_without_a_network(words, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    done = subprocess.run(
        [Path(sys.executable).with_name("brownbag"), *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_block_of_the_network_holds(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    asks = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run(
        [sys.executable, "-c", asks],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "asked for the network" in done.stderr
