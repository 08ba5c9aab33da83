# /// hostile
# why = "Who can mount can uncover what was covered: the host's /proc lies below the sandbox's own."
# ends = ["exited 0"]
# prints = ["refused: EPERM"]
# ///
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
said = set()


def attempt(what, result):
    if result >= 0:
        print("ESCAPED:", what)
    said.add(errno.errorcode[ctypes.get_errno()])


os.mkdir("here")
for kind in (
    b"tmpfs",
    b"proc",
    b"sysfs",
    b"overlay",
    b"devpts",
    b"cgroup",
    b"cgroup2",
    b"mqueue",
    b"devtmpfs",
    b"binfmt_misc",
):
    attempt(f"mount {kind}", libc.mount(b"none", b"here", kind, 0, None))
for flags in (4096, 32, 32 | 4096, 1 << 18, 1 << 20, 8192):
    for target in (b"/", b"/tmp", b"/proc", b"here"):
        attempt(f"mount flags {flags}", libc.mount(b"/", target, None, flags, None))
for target in (b"/proc", b"/tmp", b"/", b"/dev/null"):
    for flags in (0, 1, 2, 4, 8):
        attempt(f"umount {target}", libc.umount2(target, flags))
attempt("pivot_root", libc.syscall({"x86_64": 155, "aarch64": 41}[os.uname().machine], b".", b"."))
for number in (428, 429, 430, 431, 432, 433, 442):  # open_tree ... mount_setattr
    attempt(number, libc.syscall(number, 0, b"tmpfs", 0, 0, 0, 0))
print("refused:", *said)
