"""The shape of the house: imports point one way, heavy libraries wait, what is public is listed."""

import importlib
import inspect
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import netlib
from netlib.errors import NetlibError, NetlibWarning

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(netlib.__path__, "netlib.") if "assets" not in module.name
)
HEAVY = ("matplotlib", "spacy", "ibis", "duckdb", "pandera", "pyvis", "pyarrow.parquet", "networkit", "httpx", "typer")
OWN_SUFFIXES = {".py", ".md", ".toml", ".csv", ".ipynb", ".yml", ".yaml", ".txt", ".cfg", ".js", ".css", ".html"}
OWN_FOLDERS = ("netlib", "tests", "docs", "notebooks", "benchmarks", "data", ".ci")


def _own_files():
    files = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in OWN_SUFFIXES]
    for folder in OWN_FOLDERS:
        files += [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix in OWN_SUFFIXES]
    return [path for path in files if "__pycache__" not in path.parts and path.name != ".git"]


def test_imports_point_one_way(capsys):
    status = lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_importing_netlib_loads_nothing_heavy():
    code = f"import sys, netlib\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("name", MODULES)
def test_what_is_public_is_listed_and_there(name):
    module = importlib.import_module(name)
    listed = getattr(module, "__all__", [])
    assert len(listed) == len(set(listed))
    assert all(hasattr(module, word) for word in listed)
    assert listed or not _has_public_code(module), f"{name}: list in __all__ what is public"


def _has_public_code(module):
    return any(
        not word.startswith("_")
        and (inspect.isfunction(value) or inspect.isclass(value))
        and value.__module__ == module.__name__ != "netlib.cli"  # whose functions are commands, found by their names
        for word, value in vars(module).items()
    )


def _public_functions():
    rooms = [netlib, *(value for word in netlib.__all__ if inspect.ismodule(value := getattr(netlib, word)))]
    for room in rooms:
        for word in getattr(room, "__all__", ()):
            if inspect.isfunction(value := getattr(room, word)):
                yield pytest.param(value, id=f"{room.__name__}.{word}")


@pytest.mark.parametrize("function", list(_public_functions()))
def test_what_a_user_calls_is_explained_with_an_example(function):
    assert function.__doc__
    assert "    Examples\n    --------\n" in function.__doc__


def test_every_verb_at_the_top_is_a_function_or_a_room():
    for word in netlib.__all__:
        assert word == "__version__" or callable(getattr(netlib, word)) or inspect.ismodule(getattr(netlib, word))


def test_the_errors_keep_their_promise():
    from netlib import errors

    for word in errors.__all__:
        value = getattr(errors, word)
        if inspect.isclass(value) and value not in (NetlibError, NetlibWarning):
            assert issubclass(value, NetlibError)
        if inspect.isclass(value):
            assert word in errors.__doc__


def test_no_file_names_a_place_on_this_machine():
    here = [str(ROOT), str(Path.home()) + "/"]
    for path in _own_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        found = [place for place in here if place in text]
        assert not found, f"{path.relative_to(ROOT)} names {found}"


def test_the_pinned_versions_name_no_place_to_download_from():
    for path in ROOT.glob("*constraints*.txt"):
        assert "://" not in path.read_text()
        assert "index-url" not in path.read_text()


def test_word_lists_are_utf_8_and_rectangular():
    import csv

    for path in (ROOT / "netlib" / "lexicons").glob("*.csv"):
        rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True))
        assert {len(row) for row in rows if row} == {len(rows[0])}, path.name
