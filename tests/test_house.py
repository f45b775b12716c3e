"""The house keeps its rules: everything listed, sourced, named right, short, and clean."""

from __future__ import annotations

import ast
import configparser
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from click import Command

from sim.cli import COMMANDS
from sim.explain.reading import Reader, Reading
from sim.plots import FIGURES, OF_A_SENSITIVITY, OF_A_SUITE, OF_A_SWEEP
from sim.rules.derived import Derived
from sim.rules.doctrines import DOCTRINES
from sim.rules.mechanisms import CODES
from sim.world.actors import actor, instrument_layout
from sim.world.axes import CAPITALS
from sim.world.numbers import table, tables
from sim.world.parameters import Parameters, catalogue
from sim.world.rows import Rows
from sim.world.state import driver_layout, state_layout

HOME = Path(__file__).resolve().parent.parent
CODE = sorted((HOME / "sim").rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION, MOST_ARGUMENTS = 250, 25, 5
TEXT = (".py", ".md", ".cfg", ".toml", ".yaml", ".yml", ".cff", ".csv", ".json", ".txt", ".ipynb", ".mplstyle")


def short(path: Path) -> str:
    return str(path.relative_to(HOME))


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def modules(folder: str) -> list[Path]:
    return [path for path in sorted((HOME / "sim" / folder).glob("*.py")) if path.stem != "__init__"]


def defining(folder: str, name: str) -> set[str]:
    """The modules of a folder that define a function of that name."""
    return {path.stem for path in modules(folder) if any(function.name == name for function in functions(path))}


# Everything is listed.


def test_every_mechanism_is_listed() -> None:
    assert {path.stem for path in modules("rules/mechanisms")} == set(CODES)


def test_every_doctrine_is_listed() -> None:
    assert defining("rules/doctrines", "choose") == set(DOCTRINES)


def test_every_figure_is_listed() -> None:
    assert {path.stem for path in modules("plots")} == {*FIGURES, *OF_A_SWEEP, *OF_A_SENSITIVITY, *OF_A_SUITE}


def test_every_command_is_listed_and_there() -> None:
    assert defining("cli", "command") == set(COMMANDS)
    for name in COMMANDS:
        assert isinstance(import_module(f"sim.cli.{name}").command, Command)


def test_every_package_is_in_the_metadata() -> None:
    settings = configparser.ConfigParser()
    settings.read(HOME / "setup.cfg")
    listed = set(settings["options"]["packages"].split()) - {"sim.configs", "sim.scenarios"}
    assert listed == {".".join(path.parent.relative_to(HOME).parts) for path in CODE}
    for name in listed:
        assert (HOME / Path(*name.split(".")) / "__init__.py").is_file(), f"{name} has no __init__.py"


# Everything has its source.


@pytest.mark.parametrize("path", modules("rules/mechanisms") + modules("rules/utilities"), ids=short)
def test_every_rule_has_a_sentence_an_equation_and_a_source(path: Path) -> None:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    assert text.split("\n\n")[0].rstrip().endswith("."), "the first paragraph is a sentence"
    assert re.search(r"^    .*(->|=|relaxes to)", text, re.MULTILINE), "an equation"
    assert "Source:" in text, "a source"


def test_every_number_has_unit_range_grade_and_source() -> None:
    assert len(catalogue()) > 100
    for capital in CAPITALS:
        assert actor(capital).postures


# Every name exists, every number is read.


@pytest.fixture(scope="module")
def reader() -> Reader:
    found = Reader()
    for path in CODE:
        if {"rules", "engine"} & set(path.parts):
            found.read(path)
    return found


def known(reading: Reading) -> bool:
    """Whether what a rule reads is there."""
    layouts = {"state": state_layout, "instruments": instrument_layout, "drivers": driver_layout}
    if reading.kind in layouts:
        return reading.name in layouts[reading.kind]().slots or reading.name in (*dir(Rows), "layout", "values")
    if reading.kind == "derived":
        return hasattr(Derived, reading.name)
    if reading.kind == "parameters":
        groups = {name.split(".")[0] for name in catalogue()}
        return reading.name in groups or reading.name in (*dir(Parameters), "values")
    return f"{reading.kind.removeprefix('parameters.')}.{reading.name}" in catalogue()


def test_every_name_that_a_rule_reads_exists(reader: Reader) -> None:
    assert len(reader.readings) > 200
    assert not [f"{reading.where}: {reading.kind}.{reading.name}" for reading in reader.readings if not known(reading)]


def test_every_number_is_read_by_a_rule(reader: Reader) -> None:
    read = {f"{one.kind.removeprefix('parameters.')}.{one.name}" for one in reader.readings if one.kind.startswith("parameters.")}
    assert not [name for name in catalogue() if name not in read and not loosely(name.split(".")[1], reader.loose)]


def loosely(name: str, loose: set[str]) -> bool:
    """Whether a name, or the beginning of one that code completes (`size_`), stands somewhere."""
    return name in loose or any(len(part) > 3 and part.endswith("_") and name.startswith(part) for part in loose)


def test_every_table_of_sources_is_a_mapping_of_known_keys() -> None:
    allowed = {"title", "author", "year", "date", "journal", "volume", "number", "pages", "doi", "publisher", "institution", "url", "note", "caveat"}
    for name in tables("sources"):
        for key, entry in table(f"sources/{name}.yaml").items():
            assert {"title", "year"} <= set(entry) <= allowed, f"{name}.{key}"


# Everything is short.


@pytest.mark.parametrize("path", [*CODE, HOME / "dev.py"], ids=short)
def test_modules_functions_and_argument_lists_are_short(path: Path) -> None:
    length = len(path.read_text(encoding="utf-8").splitlines())
    assert length <= LONGEST_MODULE, f"{length} lines"
    for function in functions(path):
        assert lines_of(function) <= LONGEST_FUNCTION, f"{function.name} has {lines_of(function)} lines"
        assert arguments_of(function) <= MOST_ARGUMENTS, f"{function.name} has {arguments_of(function)} arguments"


def lines_of(function: ast.FunctionDef) -> int:
    """The lines of a function, its docstring apart."""
    first = function.body[0]
    told = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)
    docstring = (first.end_lineno or 0) - first.lineno + 1 if told else 0
    return (function.end_lineno or 0) - function.lineno + 1 - docstring


def arguments_of(function: ast.FunctionDef) -> int:
    """The arguments of a function that can be given by position, `self` and `cls` apart."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args)]
    return len([name for name in names if name not in ("self", "cls")])


# The pages keep their word.


def pages() -> list[Path]:
    return [path for path in (HOME / "README.md", HOME / "CONTRIBUTING.md", *sorted((HOME / "docs").rglob("*.md"))) if path.is_file()]


def commands_of(path: Path) -> Iterator[list[str]]:
    """Every command line of `sim` or `dev.py` in the code blocks of a page, as words."""
    for block in re.findall(r"```(?:sh|bash|console)?\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            words = line.split("#")[0].replace("$ ", "").split()
            if words[:2] == ["python3", "dev.py"]:
                yield words[2:]
            elif words[:1] == ["sim"]:
                yield words[1:]


@pytest.mark.parametrize("path", pages(), ids=short)
def test_every_command_of_a_page_exists(path: Path) -> None:
    for words in commands_of(path):
        if words[0] in ("test", "docs") or words[0].startswith("-") or not re.fullmatch(r"[a-z]+", words[0]):
            continue
        assert words[0] in COMMANDS, " ".join(words)
        options = {name for parameter in import_module(f"sim.cli.{words[0]}").command.params for name in parameter.opts}
        used = {word.split("=")[0] for word in words[1:] if word.startswith("--")}
        assert used <= options | {"--help"}, " ".join(words)


def test_nothing_names_this_machine_or_an_address_of_packages() -> None:
    machine = ("/" + "work/", "/" + "root/", "/" + "home/", "/" + "tmp/")
    packages = ("pypi" + ".org", "python" + "hosted", "index" + "-url", "artifact" + "ory")
    found = [f"{short(path)}: {word}" for path in written() for word in machine + packages if word in path.read_text(encoding="utf-8")]
    assert not found


def written() -> Iterator[Path]:
    """Every text file of the project."""
    skipped = {".venv", ".git", "build", "dist", "__pycache__", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache"}
    for path in HOME.rglob("*"):
        parts = path.relative_to(HOME).parts
        made = parts[0] == "results" and parts[-1] != "README.md"
        if path.suffix in TEXT and path.is_file() and not made and not skipped & set(parts) and not any(part.endswith(".egg-info") for part in parts):
            yield path


# The tools are content.


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "."], ["mypy"], ["importlinter.cli", "lint", "--config", "setup.cfg"]],
    ids=["ruff", "mypy", "imports"],
)
def test_the_tools_are_content(command: list[str]) -> None:
    if command[0] == "importlinter.cli":
        command = ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--config", "setup.cfg"]
    else:
        command = ["-m", *command]
    done = subprocess.run([sys.executable, *command], cwd=HOME, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
