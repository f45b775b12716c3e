"""`sim serve`: the page with sliders, served to browsers on this machine alone."""

from __future__ import annotations

import errno
import importlib.util
import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from pathlib import Path
from typing import Any
from urllib.request import ProxyHandler, build_opener

import click

from sim.cli.options import Manner, manner, shared_options
from sim.cli.speech import say
from sim.errors import RunError, UsageError

LOOPBACK, PORT, TRIED, LAST = "127.0.0.1", 8501, 20, 65535
"""Where the page is served, and how many ports after the wanted one are tried."""

NEEDED = ("streamlit", "plotly")
MOMENT, PATIENCE = 0.1, 60.0
"""Seconds between two looks whether the page is there, and until nobody looks any more."""

FLAGS = {
    "server.headless": "true", "server.address": LOOPBACK, "browser.serverAddress": LOOPBACK, "browser.gatherUsageStats": "false",
    "client.toolbarMode": "viewer", "client.showErrorDetails": "none", "server.fileWatcherType": "none", "server.maxUploadSize": "1",
    "logger.hideWelcomeMessage": "true", "logger.level": "error", "theme.base": "light", "theme.primaryColor": "#0072B2",
}
"""How Streamlit is to behave: on this machine alone, without a word to anybody."""


@click.command()
@click.option("--port", type=click.IntRange(1, LAST), default=PORT, show_default=True, help="Port; the next free one where it is in use.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@shared_options
@click.pass_context
def command(context: click.Context, /, port: int, no_open: bool) -> None:
    """Serve the page with sliders: play stories, open results, ask what a number means, write a story.

    Browsers on this machine alone can see it, and it asks nothing of the internet. Ctrl-C ends it.
    """
    how = manner(context)
    check_installed()
    found = free_port(port)
    if found != port:
        say(f"Port {port} is in use; taking {found}", how)
    address = f"http://{LOOPBACK}:{found}"
    threading.Thread(target=announce, args=(address, not no_open, how), daemon=True).start()
    serve(found)


INSTALL = 'in the folder of the project: python3 dev.py serve, or python3 -m pip install -e ".[web]"'
"""What helps where what the page needs is not there."""


def check_installed() -> None:
    """Say what is missing, and how to install it."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise UsageError(f"the page needs what is not installed: {', '.join(missing)}", remedy=INSTALL)


def free_port(wanted: int) -> int:
    """The port that was asked for, or the next that is free."""
    for port in range(wanted, min(wanted + TRIED, LAST + 1)):
        if is_free(port):
            return port
    raise RunError(f"no port from {wanted} to {min(wanted + TRIED - 1, LAST)} is free", where="--port", remedy="give another: sim serve --port 9000")


def is_free(port: int) -> bool:
    """Whether a port can be taken; raises `RunError` where the system does not let this user have it."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise RunError(f"this user may not take port {port}", where="--port", remedy="give one above 1023") from error
            return False
    return True


def announce(address: str, open_browser: bool, how: Manner) -> None:
    """Print the address once the page is there."""
    ask = build_opener(ProxyHandler({})).open
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with ask(f"{address}/_stcore/health", timeout=1):
                break
        except OSError:
            time.sleep(MOMENT)
    click.echo(address)
    say("The page is on this machine alone. Ctrl-C ends it.", how)
    if open_browser:
        webbrowser.open(address)


def serve(port: int) -> None:
    """Serve until Ctrl-C."""
    import streamlit.web.cli as streamlit

    import sim

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    flags = [f"--{name}={value}" for name, value in (FLAGS | {"server.port": str(port)}).items()]
    run: Any = streamlit.main
    page = Path(sim.__file__).parent / "dashboard" / "app.py"
    run.main(["run", str(page), *flags], prog_name="sim serve", standalone_mode=False)
    sys.stdout.flush()
