"""`sim completion`: what each shell is offered, how quickly, and that bash takes the script."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.cli import COMMANDS, main
from sim.cli.completion import INSTALL, script


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a story of one's own and two results."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SIM_RESULTS", raising=False)
    (tmp_path / "my_story.yaml").write_text("extends: thaad_lift\nvariants: {mine: {title: Mine}}\n")
    (tmp_path / "my_file.py").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "other.yaml").write_text("title: Other\n")
    for name in ("thaad_lift/2026-11-21-0a1b2c3d", "made/2026-11-20-ffffffff"):
        (tmp_path / "results" / name).mkdir(parents=True)
        (tmp_path / "results" / name / "manifest.json").write_text("{}")
    return tmp_path


def offered(line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, shell: str = "bash") -> list[str]:
    """What a shell is offered at the end of a line."""
    words = line.split(" ")
    monkeypatch.setenv("_SIM_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
    with pytest.raises(SystemExit) as done:
        main([])
    assert done.value.code == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    return shown.out.splitlines()


@pytest.mark.parametrize(
    ("line", "among"),
    [
        ("sim ", list(COMMANDS)),
        ("sim re", ["rerun"]),
        ("sim run thaad_", ["thaad_2016", "thaad_lift"]),
        ("sim run my", ["my_story.yaml"]),
        ("sim run folder/", ["folder/other.yaml"]),
        ("sim check thaad_lift my", ["my_story.yaml"]),
        ("sim explain thaad_l", ["thaad_lift"]),
        ("sim explain pressure.cul", ["pressure.culture"]),
        ("sim explain thaad_lift trade_coercion.exposure.c", ["trade_coercion.exposure.culture"]),
        ("sim explain thaad_lift --variant li", ["lift"]),
        ("sim run thaad_lift --variant ", ["hold", "lift", "conditional", "by_chance", "exchange"]),
        ("sim run my_story.yaml --variant m", ["mine"]),
        ("sim run thaad_lift --set beijing.pressure.cu", ["beijing.pressure.culture="]),
        ("sim check thaad_lift --set time.m", ["time.months="]),
        ("sim run thaad_lift --agent se", ["seoul="]),
        ("sim run thaad_lift --agent seoul=my", ["seoul=my_file.py:"]),
        ("sim run thaad_lift --unt", ["--until-error"]),
        ("sim show @", ["@last", "@made", "@thaad_lift"]),
        ("sim show 2026-11-2", ["2026-11-21-0a1b2c3d", "2026-11-20-ffffffff"]),
        ("sim rerun @t", ["@thaad_lift"]),
        ("sim plot @l", ["@last"]),
        ("sim plot @last --kind outc", ["outcome_strip"]),
        ("sim diff @last thaad_l", ["thaad_lift"]),
        ("sim diff @m", ["@made"]),
        ("sim new mine --from @l", ["@last"]),
        ("sim new mine --template h", ["hedging", "history"]),
        ("sim list s", ["scenarios", "sources"]),
        ("sim completion z", ["zsh"]),
    ],
)
def test_a_line_is_completed(
    here: Path, line: str, among: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [entry.removeprefix("plain,") for entry in offered(line, capsys, monkeypatch)]
    assert set(among) <= set(found)
    assert all(entry.startswith(line.split(" ")[-1]) for entry in found)


def test_names_and_files_are_never_offered_together(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The script of bash forgets the names where it is told to complete files."""
    assert offered("sim run fol", capsys, monkeypatch) == ["file,fol"]
    assert offered("sim show fol", capsys, monkeypatch) == ["dir,fol"]
    assert all(entry.startswith("plain,") for entry in offered("sim run ", capsys, monkeypatch))


def test_a_line_that_makes_no_sense_is_met_with_silence(here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert offered("sim run nowhere --variant x", capsys, monkeypatch) == [""]
    assert offered("sim run --variant x", capsys, monkeypatch) == [""]
    offered("sim nonsense x", capsys, monkeypatch)
    (here / "broken.yaml").write_text("a: [\n")
    assert offered("sim run broken.yaml --variant x", capsys, monkeypatch) == [""]


@pytest.mark.parametrize("shell", INSTALL)
def test_every_shell_is_offered_the_stories(here: Path, shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert any("thaad_lift" in entry for entry in offered("sim run thaad_l", capsys, monkeypatch, shell))


def test_stories_are_completed_without_numpy(here: Path) -> None:
    code = "import sys; from sim.cli import main\ntry:\n    main([])\nfinally:\n    print([n for n in ('numpy', 'pydantic') if n in sys.modules])"
    for line in ("sim run thaad", "sim run thaad_lift --variant ", "sim show @"):
        place = {"_SIM_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(line.count(" "))}
        done = subprocess.run([sys.executable, "-c", code], env=os.environ | place, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == "[]"
        assert len(done.stdout.splitlines()) > 1


# The scripts.


@pytest.mark.parametrize("shell", INSTALL)
def test_a_script_says_how_to_install_it(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    shown = capsys.readouterr()
    assert shown.out == script(shell) and INSTALL[shell] in shown.out and INSTALL[shell] in shown.err
    assert shown.out.startswith("#compdef sim\n") == (shell == "zsh")
    assert main(["completion", shell, "-q"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("arguments", [["completion"], ["completion", "tcsh"]])
def test_another_shell_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "bash" in capsys.readouterr().err


@pytest.mark.parametrize("shell", INSTALL)
def test_a_shell_that_is_here_reads_its_script(shell: str, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    (tmp_path / "script").write_text(script(shell), encoding="utf-8")
    done = subprocess.run([shell, "-n", "script"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_with_the_script(here: Path) -> None:
    """The function of the script, called as bash calls it."""
    (here / "sim").write_text(f"#!/bin/sh\nexec {sys.executable} -m sim.cli \"$@\"\n")
    (here / "sim").chmod(0o755)
    ask = 'COMP_WORDS=(sim run thaad_l); COMP_CWORD=2; _sim_completion sim; echo "${COMPREPLY[@]}"'
    path = {"PATH": f"{here}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script("bash") + ask], env=os.environ | path, capture_output=True, text=True, check=False)
    assert "thaad_lift" in done.stdout, done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize("completed", ["sim run thaad_lift", "sim show @thaad_lift"])
def test_a_person_who_presses_tab_in_bash_sees_it_completed(here: Path, completed: str) -> None:
    typed = f"{completed[:-3]}\t"
    (here / "sim").write_text(f"#!/bin/sh\nexec {sys.executable} -m sim.cli \"$@\"\n")
    (here / "sim").chmod(0o755)
    (here / "rc").write_text(f"PATH={here}:$PATH\nPS1='> '\nbind 'set enable-bracketed-paste off'\n{script('bash')}")
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("bash", ["bash", "--noprofile", "--rcfile", str(here / "rc"), "-i"])
    seen, end = b"", time.monotonic() + 30
    try:
        while completed.encode() not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                seen += os.read(terminal, 4096)
                if typed and seen.endswith(b"> "):
                    os.write(terminal, typed.encode())
                    typed = ""
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    assert completed.encode() in seen, seen
