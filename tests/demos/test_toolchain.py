"""The host's C compiler is found with all that it needs, and nothing that is none of its parts."""

from __future__ import annotations

from pathlib import Path

import pytest

from demos import toolchain

HERE = toolchain.find()


def put(folder: Path, name: str, script: str) -> Path:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return file


@pytest.mark.skipif(HERE is None, reason="there is no C compiler on this host")
def test_its_parts_are_shown_and_no_more() -> None:
    assert HERE is not None
    shown = [Path(path) for path in HERE.shown]
    assert Path(HERE.compiler) in shown
    assert any((folder / "stdio.h").exists() for folder in shown)
    assert any((folder / "crt1.o").exists() for folder in shown)
    assert all(path.is_absolute() for path in shown)
    # Nothing that holds more than a compiler's parts, and nothing of a user's.
    forbidden = {Path(path) for path in ("/", "/usr", "/usr/lib", "/usr/bin", "/etc", "/var", "/tmp")}
    assert not {*shown} & {*forbidden, Path.cwd()}


def test_a_wrapper_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would need its cache, which no sandbox has."""
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "cc").symlink_to(put(tmp_path, "ccache", "exit 1"))
    assert toolchain.find() is None
    put(tmp_path, "ldd", "echo '	statically linked'")
    compiler = put(tmp_path, "gcc", "echo '#include <...> search starts here:\n /usr/include\nEnd of search list.'")

    found = toolchain.find()
    assert found is not None
    assert found.compiler == str(compiler)
    assert "/usr/include" in found.shown


def test_a_compiler_that_cannot_be_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    file = tmp_path / "cc"
    file.write_bytes(b"\x7fELF no more than that")
    file.chmod(0o755)
    assert toolchain.find() is None
