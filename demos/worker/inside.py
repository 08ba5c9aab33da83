"""A program for the sandbox: prints how the sandbox looks from inside, as one JSON object for `demos.doctor`."""

import json
import os
import resource
import socket
import sys
from pathlib import Path

NAMESPACES = ("user", "pid", "mnt", "net", "ipc", "uts", "cgroup")
LIMITS = ("CPU", "AS", "NPROC", "NOFILE", "FSIZE", "CORE")


def status() -> dict[str, str]:
    """The fields of this process in /proc (`proc(5)`)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return dict(line.split(":\t", 1) for line in lines)


def writable() -> list[str]:
    """The folders, other than the own one, in which a file can be made."""
    found = []
    for folder in {"/", sys.base_prefix, *map(str, Path("/").iterdir())} - {str(Path.cwd())}:
        try:
            (Path(folder) / "probe").write_text("")
        except OSError:
            continue
        found.append(folder)
    return found


def network() -> list[str]:
    """The families of socket that can be had, of those that lead out."""
    found = []
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET):
        try:
            socket.socket(family, socket.SOCK_DGRAM).close()
        except OSError:
            continue
        found.append(family.name)
    return found


files = os.statvfs(".")
report = {
    "pid": os.getpid(),
    "user": os.getuid(),
    "host_user": int(Path("/proc/self/uid_map").read_text().split()[1]),
    "namespaces": {name: str(Path(f"/proc/self/ns/{name}").readlink()) for name in NAMESPACES},
    "writable": writable(),
    "processes": sorted(int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()),
    "system": [name for name in ("sys", "kcore", "sysrq-trigger") if Path("/proc", name).exists()],
    "files_bytes": files.f_blocks * files.f_frsize,
    "network": network(),
    "limits": {name: resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))[1] for name in LIMITS},
    "status": status(),
}
json.dump(report, sys.stdout)
