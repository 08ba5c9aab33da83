# /// hostile
# why = "Each process's folder in /proc leads to its root, its files and its memory: of PID 1 nothing may be had."
# ends = ["exited 0"]
# prints = ["looked at [1, 2]", "memory: closed"]
# orders = ["usual", "natural"]
# ///
import contextlib
import os

PRIVATE = ("environ", "auxv", "maps", "stack", "syscall", "cwd", "root", "exe", "fd", "map_files", "ns/net")
SETTINGS = (
    *("oom_score_adj", "uid_map", "gid_map", "setgroups", "projid_map", "timens_offsets", "attr/current"),
    *("coredump_filter", "clear_refs", "sched", "autogroup", "comm"),
)


def get(path):
    if os.path.isfile(path) and not os.path.islink(path):
        with open(path, errors="replace") as file:
            return file.read()
    return os.readlink(path) if os.path.islink(path) else os.listdir(path)


print("looked at", sorted(int(name) for name in os.listdir("/proc") if name.isdigit()))
try:
    with open("/proc/1/mem", "r+b", buffering=0):
        print("ESCAPED: opened PID 1's memory")
except OSError:
    print("memory: closed")
for name in PRIVATE:
    with contextlib.suppress(OSError):
        if found := get(f"/proc/1/{name}"):
            print("ESCAPED: of PID 1", name, found)
for name in SETTINGS:
    with contextlib.suppress(OSError), open(f"/proc/1/{name}", "w") as file:
        file.write("0 0 1")
        file.flush()
        print("ESCAPED: wrote", name)
