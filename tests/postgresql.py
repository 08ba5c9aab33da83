"""A real PostgreSQL server in a temporary folder, on a Unix socket, as a user that is not root."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

NEEDED = ("initdb", "pg_ctl", "psql")
SECONDS = 60
"""How long a program of the server may take; none takes a tenth of it."""

EMPTY = """DO $$ DECLARE names text; BEGIN
    SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version';
    IF names IS NOT NULL THEN EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY'; END IF;
END $$"""

MISSING = "no PostgreSQL is installed: apt-get install postgresql"


def binaries() -> Path | None:
    """The folder with the server's programs; Debian puts them aside, one folder for each version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("pg_ctl")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    return next((folder for folder in found if all((folder / name).exists() for name in NEEDED)), None)


class PostgreSQL:
    """The server. It is started and stopped by `start` and `stop`, and has a database for each `database`."""

    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs, self._folder = programs, folder
        self._as: Mapping[str, Any] = {}
        self._user = pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:  # the server refuses to be root
            self._user = "postgres" if _exists("postgres") else "nobody"
            account = pwd.getpwnam(self._user)
            os.chown(folder, account.pw_uid, account.pw_gid)
            self._as = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self._run("initdb", "-D", "data", "-U", "test", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c fsync=off"
        self._run("pg_ctl", "-D", "data", "-l", "log", "-w", "-o", options, "start")

    def stop(self) -> None:
        """As a crash would: nobody is asked to finish."""
        self._run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop")

    def database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test_{uuid.uuid4().hex}"
        self.execute(f"CREATE DATABASE {name}", "postgres")
        return f"postgresql://test@/{name}?host={self._folder}"

    def empty(self, url: str) -> None:
        """Take all rows out of a database, and leave its tables."""
        self.execute(EMPTY, str(make_url(url).database))

    def execute(self, statement: str, name: str) -> None:
        self._run("psql", "-h", str(self._folder), "-U", "test", "-q", "-c", statement, name)

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server.

        Raises:
            RuntimeError: it failed.
            subprocess.TimeoutExpired: it took too long, and was killed.
        """
        done = subprocess.run(
            [self._programs / program, *arguments],
            **self._as,
            cwd=self._folder,
            env={"PATH": os.defpath, "HOME": str(self._folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,  # a pipe would be the server's as well, and never end
            stderr=subprocess.STDOUT,
            check=False,
            timeout=SECONDS,
        )
        if done.returncode:
            log = self._folder / "log"
            raise RuntimeError(f"{program} failed: {log.read_text() if log.exists() else done.returncode}")


@contextlib.contextmanager
def server(programs: Path) -> Iterator[PostgreSQL]:
    """A running server, that is gone afterwards."""
    # The path of a socket has at most 107 bytes, which a folder of pytest may exceed.
    with tempfile.TemporaryDirectory(prefix="forklore-pg-", ignore_cleanup_errors=True) as folder:
        started = PostgreSQL(programs, Path(folder))
        started.start()
        try:
            yield started
        finally:
            with contextlib.suppress(RuntimeError):  # a test has stopped it
                started.stop()


def _exists(user: str) -> bool:
    try:
        return bool(pwd.getpwnam(user))
    except KeyError:
        return False
