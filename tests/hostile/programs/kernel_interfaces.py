# /// hostile
# why = "Calls with much kernel behind them and no use for learners: each is refused, or does not exist."
# ends = ["exited 0"]
# prints = ["all refused"]
# orders = ["usual", "natural"]
# ///
import ctypes
import errno
import os

CALLS = {  # x86_64, aarch64
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "bpf": (321, 280),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "inotify_init1": (294, 26),
    "init_module": (175, 105),
    "io_setup": (206, 0),
    "io_submit": (209, 2),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "iopl": (172, None),
    "ioperm": (173, None),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "landlock_create_ruleset": (444, 444),
    "lookup_dcookie": (212, 18),
    "memfd_secret": (447, 447),
    "modify_ldt": (154, None),
    "mq_open": (240, 180),
    "msgget": (68, 186),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "quotactl": (179, 60),
    "reboot": (169, 142),
    "remap_file_pages": (216, 234),
    "request_key": (249, 218),
    "seccomp": (317, 277),
    "semget": (64, 190),
    "sethostname": (170, 161),
    "shmget": (29, 194),
    "swapon": (167, 224),
    "sysfs": (139, None),
    "syslog": (103, 116),
    "userfaultfd": (323, 282),
    "uselib": (134, None),
    "ustat": (136, None),
    "vhangup": (153, 58),
    "vmsplice": (278, 75),
}
libc = ctypes.CDLL(None, use_errno=True)
column = ("x86_64", "aarch64").index(os.uname().machine)
page = ctypes.create_string_buffer(4096)
open_doors = []
for name, numbers in CALLS.items():
    if numbers[column] is None:
        continue
    for arguments in (
        (0, 0, 0, 0, 0, 0),
        (1, page, 1, page, 0, 0),
        (4, page, 128, 0, 0, 0),
        (page, page, page, page, 0, 0),
    ):
        result = libc.syscall(numbers[column], *arguments)
        if result >= 0 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
            open_doors.append((name, result, ctypes.get_errno()))
print("ESCAPED" if open_doors else "all refused", *open_doors)
