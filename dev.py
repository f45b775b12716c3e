#!/usr/bin/env python3
"""Set everything up once, then run. Needs Python 3.11 or later and nothing else.

    python3 dev.py run scenarios/thaad_lift.yaml     play a scenario
    python3 dev.py test [PYTEST ARGUMENTS]           run the tests
    python3 dev.py docs                              build the manual: build/docs/index.html
    python3 dev.py COMMAND ...                       any other command of `sim` (see: python3 dev.py --help)

The first call makes `.venv` beside this file and installs the project in it; later calls start at once,
until `setup.cfg` changes.
"""

import hashlib
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv")
SCRIPTS = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin")
PYTHON = os.path.join(SCRIPTS, "python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
EXTRAS = {
    "office": " for workbooks", "netcdf": " for NetCDF", "cluster": " for Dask", "web": " for the page", "docs": " for the manual",
    "dev": " for the tests",
}
"""What is installed besides what all commands need, and what for."""


def main(arguments):
    """Make the environment ready for the command, then hand over to it; returns an exit code."""
    check_python()
    what = arguments[0] if arguments else ""
    prepare(needed(arguments))
    if what in ("test", "docs"):
        os.chdir(HERE)
    if what == "test":
        return hand_over([PYTHON, "-m", "pytest", *arguments[1:]])
    if what == "docs":
        say("Building the manual: build/docs/index.html ...")
        return hand_over([PYTHON, "-m", "sphinx", "-q", "-W", "-n", *arguments[1:], "docs", os.path.join("build", "docs")])
    if what in ("", "--help", "-h"):
        print(__doc__)
    return hand_over([PYTHON, "-m", "sim.cli", *(arguments or ["--help"])])


def needed(arguments):
    """The extra that a command needs, by its name and by what it is asked for; `core` where it needs none."""
    what, words = (arguments or [""])[0], [word for argument in arguments[1:] for word in argument.split("=")]
    if what == "export" and "netcdf" in words:
        return "netcdf"
    if what == "sweep" and {"dask", "--scheduler"} & set(words):
        return "cluster"
    return {"test": "dev", "docs": "docs", "export": "office", "serve": "web"}.get(what, "core")


def served_by(kind):
    """Which installations hold what is needed: `dev` has every extra, and each has the core."""
    return ("core", *EXTRAS) if kind == "core" else (kind, "dev")


def check_python():
    """Stop with a remedy where this Python is too old or cannot make environments."""
    if sys.version_info < OLDEST:
        stop(f"Python {wanted(OLDEST)} or later is needed; this is {wanted(sys.version_info)}", "install a newer Python, then: python3.11 dev.py ...")
    if not os.path.exists(PYTHON):
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            stop("this Python cannot make virtual environments", f"on Debian or Ubuntu: sudo apt install python{wanted(sys.version_info)}-venv")


def wanted(version):
    """A Python version as people write it."""
    return f"{version[0]}.{version[1]}"


def prepare(kind):
    """Make `.venv` and install the project in it, unless that was done for this `setup.cfg`. `kind` is core or an extra."""
    mark = fingerprint()
    if os.path.exists(PYTHON) and any(read(stamp(name)) == mark for name in served_by(kind)):
        return
    if not has_pip():
        say("Setting up .venv (once; about half a minute) ...")
        make_environment()
    say(f"Installing sim and what it needs{EXTRAS.get(kind, '')} ...")
    project = HERE + ("" if kind == "core" else f"[{kind}]")
    command = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--editable", project]
    if subprocess.call(command, stdout=sys.stderr) != 0:
        stop("the installation did not finish; pip says why above", "mend that (the first set-up needs the network), then run the same command")
    with open(stamp(kind), "w", encoding="utf-8") as file:
        file.write(mark)


def make_environment():
    """An empty `.venv`; nothing is left of it where that fails."""
    import venv

    try:
        venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(VENV, ignore_errors=True)
        stop(f"cannot make {VENV}: {error}", "on Debian or Ubuntu: sudo apt install python3-venv; else check that the folder can be written")


def has_pip():
    """Whether `.venv` has a Python that runs and can install."""
    try:
        return subprocess.call([PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def fingerprint():
    """What the installation depends on: the metadata and the place."""
    digest = hashlib.sha256(HERE.encode())
    for name in ("setup.cfg", "pyproject.toml"):
        with open(os.path.join(HERE, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def stamp(kind):
    """The file that says for what the environment was made."""
    return os.path.join(VENV, "installed-" + kind)


def read(path):
    """The text of a small file, or nothing."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return ""


def hand_over(command):
    """Become the command, with its exit code."""
    if os.name == "nt":
        return subprocess.call(command)
    sys.stdout.flush()
    os.execv(command[0], command)
    return 1


def say(line):
    """Tell the reader what is going on, apart from the data."""
    print(line, file=sys.stderr, flush=True)


def stop(what, remedy):
    """One clear line, what to do, and a failing exit code."""
    say(f"error: {what}\n  = {remedy}")
    sys.exit(1)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("stopped")
        sys.exit(130)
