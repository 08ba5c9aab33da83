# /// hostile
# why = "Whatever path leads there, the host's files cannot be seen."
# ends = ["exited 0"]
# prints = ["tried"]
# orders = ["usual", "natural"]
# ///
import contextlib
import os
import sys

ROOTS = (
    *("/", "../../../../../../", "/proc/self/root", "/proc/1/root", "/proc/self/cwd/../", "/proc/1/cwd/../"),
    *("/dev/fd/../root", "/proc/thread-self/cwd/..", "/tmp/link/", "/proc/self/task/2/root"),
)
SECRETS = (
    *("etc/passwd", "etc/shadow", "etc/hostname", "root/.bashrc", "home", "var/log", "sys/kernel", "run", "boot"),
    *("proc/sys/kernel/hostname", "proc/kcore", "proc/cpuinfo", "proc/version", "proc/mounts/../../etc"),
    *("proc/sysrq-trigger", "proc/keys", "dev/sda", "dev/vda", "dev/mem", "dev/kmsg", "dev/tty", "dev/pts"),
)
OWN = sys.base_prefix.split("/")[1]  # The interpreter's folders have the names that they have outside.
os.symlink("/", "/tmp/link")
tried = 0
for root in ROOTS:
    for secret in SECRETS:
        tried += 1
        if os.path.exists(os.path.join(root, secret)) and secret.partition("/")[0] != OWN:
            print("ESCAPED:", os.path.join(root, secret))
    with contextlib.suppress(PermissionError):
        found = set(os.listdir(root)) & {"etc", "home", "root", "sys", "run", "boot", "work", "srv", "opt", "mnt"}
        if found - {OWN}:
            print("ESCAPED:", root, found)
for descriptor in range(3, 256):
    try:
        os.fchdir(descriptor)
        print("ESCAPED by descriptor", descriptor)
    except OSError:
        pass
print("tried", tried)
