"""What the pages say to type, tried out: blocks of commands, YAML and Python, and the output that a page shows.

On a page a block of YAML or Python whose first line is `# name.yaml` or `# name.py` is that file; YAML without `sim:` puts its parts
into the file of that name, or the last one. A block after `<!-- prints -->` is what the last command above it prints; after
`<!-- prints 1-9 -->` some lines of it, after `<!-- prints from Core seams -->` the paragraph that begins so (with `up to` less of it), and
with `exit 3` in such a remark the command ends so.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from unittest.mock import patch

from sim.cli import main
from sim.scenario import load
from sim.scenario.build import plans

HOME = Path(__file__).resolve().parent.parent
FENCED = re.compile(r"(?:^<!-- ([^\n]*) -->\n)?^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMANDS, NOT_PLAYED = ("", "sh"), ("test", "docs", "serve")
OF_A_THEATRE = ("theatre.yaml", "world.yaml")
WORLDS, AT_A_POINT = "20", "5"
VARYING = {r"\b[0-9a-f]{8,64}\b": "HASH", r"\b20\d\d-\d\d-\d\d\b": "DATE", r"\b\d+(\.\d)? s\b": "SECONDS", r"\b\d\d:\d\d(:\d\d)?\b": "TIME"}
WIDTH = "100"


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: the comment above it, its language, its text, and where the text begins."""

    mark: str
    language: str
    text: str
    start: int

    @property
    def printed(self) -> bool:
        """Whether it shows what the command above it prints."""
        return self.mark.startswith("prints")

    @property
    def exit_code(self) -> int:
        """The exit code of the command whose output this is."""
        found = re.search(r"exit (\d+)", self.mark)
        return int(found[1]) if found else 0

    def shown(self, output: str) -> str:
        """The part of an output that this block shows, with `...` where lines are left out."""
        lines = [line.rstrip() for line in output.rstrip("\n").splitlines()]
        ends = re.search(r"from (.+?)(?: up to (.+))?$", self.mark)
        if ends:
            return part(lines, ends[1], ends[2])
        ranges = [(int(first), int(last or len(lines))) for first, last in re.findall(r"(\d+)-(\d*)", self.mark)] or [(1, len(lines))]
        parts = ["\n".join(lines[first - 1 : last]).strip("\n") for first, last in ranges]
        head, tail = ["..."] if ranges[0][0] > 1 else [], ["..."] if ranges[-1][1] < len(lines) else []
        return "\n".join([*head, "\n...\n".join(parts), *tail]) + "\n"


def part(lines: list[str], begin: str, end: str | None) -> str:
    """The lines from the first that begins so, up to the next empty one or the one that begins as `end`."""
    first = next(place for place, line in enumerate(lines) if line.strip().startswith(begin))
    last = next((place for place in range(first, len(lines)) if (lines[place].startswith(end) if end else not lines[place])), len(lines))
    return "\n".join(lines[first:last]) + "\n"


def blocks_of(page: str) -> list[Block]:
    """Every fenced block of a page."""
    return [Block(found[1] or "", found[2], found[3], found.start(3)) for found in FENCED.finditer(page)]


def words_of(line: str) -> list[str]:
    """The words after `python3 dev.py` or `sim`."""
    words = shlex.split(line)
    assert words[:2] == ["python3", "dev.py"] or words[0] == "sim", line
    return words[2:] if words[0] == "python3" else words[1:]


def lines_of(block: str) -> list[str]:
    """The lines to type of a block, without remarks and without what makes the shell ready."""
    lines = [re.sub(r"(^|\s)#.*", "", line).strip() for line in block.splitlines()]
    return [line for line in lines if line and not line.startswith((". ", "cd "))]


def short(words: list[str], exact: bool = False) -> list[str]:
    """A command that takes less time: fewer worlds (unless `exact`), and no pictures where they are not what is asked for."""
    fewer = [] if exact else ["--worlds", WORLDS]
    if words[0] == "run":
        return [*words, *fewer, "--no-figures"]
    if "--samples" in words and not exact:
        return [*words, "--worlds", AT_A_POINT]
    if words[0] == "rerun" and "--check" not in words:
        return [*words, "--no-figures"]
    return [*words, *fewer] if words[0] == "check" and "--expect" in words else words


def same(text: str) -> str:
    """A text without what differs from run to run: hashes, dates, seconds."""
    for pattern, name in VARYING.items():
        text = re.sub(pattern, name, text)
    return text


@dataclass
class Player:
    """A reader who types what a page says, in a folder of their own."""

    folder: Path
    file: str = "my_story.yaml"
    names: dict[str, object] = field(default_factory=dict)

    def outputs(self, page: str) -> Iterator[tuple[Block, str]]:
        """Do everything that the page says, in its order; gives each block that shows an output with the true output."""
        blocks = blocks_of(page)
        seen = patch.object(sys, "path", [str(self.folder), *sys.path])
        with contextlib.chdir(self.folder), seen, patch.dict(os.environ, {"COLUMNS": WIDTH, "NO_COLOR": "1"}):
            os.environ.pop("SIM_RESULTS", None)
            for place, block in enumerate(blocks):
                if block.language in COMMANDS and not block.printed:
                    shows = list(takewhile(lambda following: following.printed, blocks[place + 1 :]))
                    output = self.type(lines_of(block.text), shows)
                    yield from ((shown, output) for shown in shows)
                elif block.language == "yaml":
                    self.write_story(block.text)
                elif block.language == "python":
                    self.write_python(block.text)

    def type(self, lines: list[str], shows: list[Block]) -> str:
        """Type commands; returns what the last one prints. Raises `AssertionError` where one does not end as the page says."""
        printed = ""
        for line in lines:
            words = words_of(line)
            if words[0] in NOT_PLAYED:
                continue
            code, printed = call(short(words, exact=bool(shows)))
            expected = shows[0].exit_code if shows and line == lines[-1] else 0
            assert code == expected, f"{line}\nends with {code}:\n{printed}"
            assert words[0] != "run" or "overruled" not in printed, f"{line}\n{printed}"
        return printed

    def write_story(self, text: str) -> None:
        """A story, or parts of one put into its file; it must be sound and say nothing in vain."""
        named = re.match(r"# (\S+\.yaml)", text)
        self.file = named[1] if named else self.file
        path = Path(self.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.name in OF_A_THEATRE:
            path.write_text(text, encoding="utf-8")
            return
        whole = re.search(r"^sim:", text, re.MULTILINE)
        path.write_text(text if whole else with_parts(path.read_text(encoding="utf-8"), text), encoding="utf-8")
        if not wrong_on_purpose(text):
            scenario = load(str(path))
            assert plans(scenario)
            assert not scenario.warnings, [fault.what for fault in scenario.warnings]

    def write_python(self, text: str) -> None:
        """A file of Python, or lines that are played at once, with few worlds."""
        named = re.match(r"# (\S+\.py)", text)
        if named:
            Path(named[1]).write_text(text, encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(re.sub(r"worlds=\d+", f"worlds={WORLDS}", text), named[1] if named else "page", "exec"), self.names)


def wrong_on_purpose(text: str) -> bool:
    """Whether a block shows a fault."""
    return "# wrong" in text


def with_parts(story: str, parts: str) -> str:
    """A story whose sections of the same names are replaced by those of `parts`; new ones go to the end."""
    sections = dict(sections_of(story)) | {key: text for key, text in sections_of(parts) if key}
    return "".join(text if text.endswith("\n") else text + "\n" for text in sections.values())


def sections_of(story: str) -> list[tuple[str, str]]:
    """The text before the first key, and each key at the margin with its text."""
    found = re.split(r"^(?=[a-z_]+:)", story, flags=re.MULTILINE)
    return [(text.partition(":")[0] if re.match(r"[a-z_]+:", text) else "", text) for text in found]


def call(words: list[str]) -> tuple[int, str]:
    """A command of `sim` within this process: its exit code, and all that it prints."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed), patch.object(sys, "argv", ["sim", *words]):
        try:
            code = main(words)
        except SystemExit as left:
            code = int(left.code or 0)
    return code, printed.getvalue()
