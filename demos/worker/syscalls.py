"""System calls by name: their numbers, and what the sandbox does with each.

A call that no list names does not exist for a program (ENOSYS), so that libraries fall back as they would on
an older kernel: `clone3` and `io_uring` are among them, because a filter cannot look into their arguments.
Numbers are those of the kernel's unistd headers.
"""

from __future__ import annotations

import os

ALLOWED = frozenset(
    """
    accept accept4 access alarm arch_prctl bind brk capget chdir chmod clock_getres clock_gettime close close_range
    connect copy_file_range dup dup2 dup3 epoll_create epoll_create1 epoll_ctl eventfd eventfd2 exit exit_group
    faccessat faccessat2 fadvise64 fallocate fchdir fchmod fchmodat fcntl fdatasync flock fstat fstatfs fsync
    ftruncate futex futex_waitv get_robust_list getcpu getcwd getdents64 getegid geteuid getgid getgroups getitimer
    getpeername getpgid getpgrp getpriority getrandom getresgid getresuid getrlimit getrusage getsid getsockname
    getsockopt gettid gettimeofday getuid ioctl link linkat listen lseek lstat madvise membarrier mincore mkdir
    mkdirat mknod mknodat mlock mmap mprotect mremap msync munlock munmap newfstatat open openat openat2 pidfd_open
    pipe pipe2 pread64 preadv prlimit64 readlink readlinkat readv recvfrom recvmmsg recvmsg rename renameat
    renameat2 rmdir rseq rt_sigpending rt_sigprocmask rt_sigreturn sched_get_priority_max sched_get_priority_min
    sched_getaffinity sched_getparam sched_getscheduler sched_setaffinity sched_yield sendmmsg sendmsg sendto
    set_robust_list set_tid_address setitimer setpriority setrlimit setsockopt shutdown sigaltstack signalfd
    signalfd4 socket socketpair stat statfs statx symlink symlinkat sync_file_range sysinfo time timer_create
    timer_delete timer_getoverrun timer_gettime timer_settime timerfd_create timerfd_gettime timerfd_settime times
    truncate umask uname unlink unlinkat utime utimensat utimes
    """.split()
)
"""Calls that concern only the caller, or files and pipes of the sandbox."""

TRACED = frozenset(
    """
    clock_nanosleep clone epoll_pwait epoll_pwait2 epoll_wait execve execveat fork getpid getppid kill nanosleep
    pause pidfd_send_signal poll ppoll prctl pselect6 pwrite64 pwritev read restart_syscall rt_sigaction
    rt_sigqueueinfo rt_sigsuspend rt_sigtimedwait rt_tgsigqueueinfo select sendfile setpgid setsid splice tgkill
    tkill vfork wait4 waitid write writev
    """.split()
)
"""Calls that the tracer stops at: by these, processes affect each other or wait."""

CONTROLLED = frozenset(
    """
    alarm clock_gettime exit exit_group fcntl flock futex getitimer getrandom gettimeofday sched_yield setitimer
    time
    """.split()
)
"""Calls of `ALLOWED` that the tracer stops at too where it controls the order and the clock."""

COUNTED = frozenset("accept accept4 fcntl listen mknod mknodat mmap pipe pipe2 socket socketpair".split())
"""Calls of `ALLOWED` that make things in the kernel, of which a run may have so many (`quota`)."""

EXPLORED = CONTROLLED | frozenset(
    """
    access chdir chmod close close_range copy_file_range dup2 dup3 faccessat faccessat2 fallocate fchmod fchmodat
    fstat fstatfs ftruncate getdents64 getpgid getpgrp getpriority getrusage getsid ioctl link linkat lseek lstat
    mkdir mkdirat mknod mknodat mmap newfstatat open openat openat2 pidfd_open pread64 preadv prlimit64 readlink
    readlinkat readv rename renameat renameat2 rmdir rt_sigpending rt_sigprocmask sched_getaffinity
    sched_setaffinity setpriority setrlimit socket socketpair stat statfs statx symlink symlinkat sysinfo
    timer_create timerfd_create times truncate unlink unlinkat utime utimensat utimes
    """.split()
)
"""Calls of `ALLOWED` that an exploration sees too: by these also, processes may affect each other."""

REFUSED = frozenset(
    """
    acct add_key adjtimex bpf capset chown chroot clock_adjtime clock_settime delete_module fanotify_init fchown
    fchownat finit_module fsconfig fsetxattr fsmount fsopen fspick init_module ioperm iopl kcmp kexec_file_load
    kexec_load keyctl lchown lookup_dcookie lsetxattr mbind memfd_create migrate_pages mlock2 mlockall mount
    mount_setattr move_mount move_pages name_to_handle_at open_by_handle_at open_tree perf_event_open personality
    pidfd_getfd pivot_root process_madvise process_vm_readv process_vm_writev ptrace quotactl reboot request_key
    set_mempolicy setdomainname setfsgid setfsuid setgid setgroups sethostname setns setregid setresgid setresuid
    setreuid settimeofday setuid setxattr swapoff swapon syslog tee umount2 unshare userfaultfd vhangup vmsplice
    """.split()
)
"""Calls that exist, but that no teaching program needs: EPERM."""

# name: (x86_64, aarch64); None where the architecture has no such call.
_NUMBERS: dict[str, tuple[int | None, int | None]] = {
    "accept": (43, 202),
    "accept4": (288, 242),
    "access": (21, None),
    "acct": (163, 89),
    "add_key": (248, 217),
    "adjtimex": (159, 171),
    "alarm": (37, None),
    "arch_prctl": (158, None),
    "bind": (49, 200),
    "bpf": (321, 280),
    "brk": (12, 214),
    "capget": (125, 90),
    "capset": (126, 91),
    "chdir": (80, 49),
    "chmod": (90, None),
    "chown": (92, None),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "clock_settime": (227, 112),
    "clone": (56, 220),
    "close": (3, 57),
    "close_range": (436, 436),
    "connect": (42, 203),
    "copy_file_range": (326, 285),
    "delete_module": (176, 106),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "epoll_create": (213, None),
    "epoll_create1": (291, 20),
    "epoll_ctl": (233, 21),
    "epoll_pwait": (281, 22),
    "epoll_pwait2": (441, 441),
    "epoll_wait": (232, None),
    "eventfd": (284, None),
    "eventfd2": (290, 19),
    "execve": (59, 221),
    "execveat": (322, 281),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fadvise64": (221, 223),
    "fallocate": (285, 47),
    "fanotify_init": (300, 262),
    "fchdir": (81, 50),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "fcntl": (72, 25),
    "fdatasync": (75, 83),
    "finit_module": (313, 273),
    "flock": (73, 32),
    "fork": (57, None),
    "fsconfig": (431, 431),
    "fsetxattr": (190, 7),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "fstat": (5, 80),
    "fstatfs": (138, 44),
    "fsync": (74, 82),
    "ftruncate": (77, 46),
    "futex": (202, 98),
    "futex_waitv": (449, 449),
    "get_robust_list": (274, 100),
    "getcpu": (309, 168),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "getegid": (108, 177),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getgroups": (115, 158),
    "getitimer": (36, 102),
    "getpeername": (52, 205),
    "getpgid": (121, 155),
    "getpgrp": (111, None),
    "getpid": (39, 172),
    "getppid": (110, 173),
    "getpriority": (140, 141),
    "getrandom": (318, 278),
    "getresgid": (120, 150),
    "getresuid": (118, 148),
    "getrlimit": (97, 163),
    "getrusage": (98, 165),
    "getsid": (124, 156),
    "getsockname": (51, 204),
    "getsockopt": (55, 209),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "getuid": (102, 174),
    "init_module": (175, 105),
    "ioctl": (16, 29),
    "ioperm": (173, None),
    "iopl": (172, None),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "kill": (62, 129),
    "lchown": (94, None),
    "link": (86, None),
    "linkat": (265, 37),
    "listen": (50, 201),
    "lookup_dcookie": (212, 18),
    "lseek": (8, 62),
    "lsetxattr": (189, 6),
    "lstat": (6, None),
    "madvise": (28, 233),
    "mbind": (237, 235),
    "membarrier": (324, 283),
    "memfd_create": (319, 279),
    "migrate_pages": (256, 238),
    "mincore": (27, 232),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "mlock": (149, 228),
    "mlock2": (325, 284),
    "mlockall": (151, 230),
    "mmap": (9, 222),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "msync": (26, 227),
    "munlock": (150, 229),
    "munmap": (11, 215),
    "name_to_handle_at": (303, 264),
    "nanosleep": (35, 101),
    "newfstatat": (262, 79),
    "open": (2, None),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "openat": (257, 56),
    "openat2": (437, 437),
    "pause": (34, None),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pipe": (22, None),
    "pipe2": (293, 59),
    "pivot_root": (155, 41),
    "poll": (7, None),
    "ppoll": (271, 73),
    "prctl": (157, 167),
    "pread64": (17, 67),
    "preadv": (295, 69),
    "prlimit64": (302, 261),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pselect6": (270, 72),
    "ptrace": (101, 117),
    "pwrite64": (18, 68),
    "pwritev": (296, 70),
    "quotactl": (179, 60),
    "read": (0, 63),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "readv": (19, 65),
    "reboot": (169, 142),
    "recvfrom": (45, 207),
    "recvmmsg": (299, 243),
    "recvmsg": (47, 212),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "request_key": (249, 218),
    "restart_syscall": (219, 128),
    "rmdir": (84, None),
    "rseq": (334, 293),
    "rt_sigaction": (13, 134),
    "rt_sigpending": (127, 136),
    "rt_sigprocmask": (14, 135),
    "rt_sigqueueinfo": (129, 138),
    "rt_sigreturn": (15, 139),
    "rt_sigsuspend": (130, 133),
    "rt_sigtimedwait": (128, 137),
    "rt_tgsigqueueinfo": (297, 240),
    "sched_get_priority_max": (146, 125),
    "sched_get_priority_min": (147, 126),
    "sched_getaffinity": (204, 123),
    "sched_getparam": (143, 121),
    "sched_getscheduler": (145, 120),
    "sched_setaffinity": (203, 122),
    "sched_yield": (24, 124),
    "select": (23, None),
    "sendfile": (40, 71),
    "sendmmsg": (307, 269),
    "sendmsg": (46, 211),
    "sendto": (44, 206),
    "set_mempolicy": (238, 237),
    "set_robust_list": (273, 99),
    "set_tid_address": (218, 96),
    "setdomainname": (171, 162),
    "setfsgid": (123, 152),
    "setfsuid": (122, 151),
    "setgid": (106, 144),
    "setgroups": (116, 159),
    "sethostname": (170, 161),
    "setitimer": (38, 103),
    "setns": (308, 268),
    "setpgid": (109, 154),
    "setpriority": (141, 140),
    "setregid": (114, 143),
    "setresgid": (119, 149),
    "setresuid": (117, 147),
    "setreuid": (113, 145),
    "setrlimit": (160, 164),
    "setsid": (112, 157),
    "setsockopt": (54, 208),
    "settimeofday": (164, 170),
    "setuid": (105, 146),
    "setxattr": (188, 5),
    "shutdown": (48, 210),
    "sigaltstack": (131, 132),
    "signalfd": (282, None),
    "signalfd4": (289, 74),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "splice": (275, 76),
    "stat": (4, None),
    "statfs": (137, 43),
    "statx": (332, 291),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "sync_file_range": (277, 84),
    "sysinfo": (99, 179),
    "syslog": (103, 116),
    "tee": (276, 77),
    "tgkill": (234, 131),
    "time": (201, None),
    "timer_create": (222, 107),
    "timer_delete": (226, 111),
    "timer_getoverrun": (225, 109),
    "timer_gettime": (224, 108),
    "timer_settime": (223, 110),
    "timerfd_create": (283, 85),
    "timerfd_gettime": (287, 87),
    "timerfd_settime": (286, 86),
    "times": (100, 153),
    "tkill": (200, 130),
    "truncate": (76, 45),
    "umask": (95, 166),
    "umount2": (166, 39),
    "uname": (63, 160),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
    "utime": (132, None),
    "utimensat": (280, 88),
    "utimes": (235, None),
    "vfork": (58, None),
    "vhangup": (153, 58),
    "vmsplice": (278, 75),
    "wait4": (61, 260),
    "waitid": (247, 95),
    "write": (1, 64),
    "writev": (20, 66),
}

_COLUMN = {"x86_64": 0, "aarch64": 1}
ARCHITECTURE = os.uname().machine

NUMBERS: dict[str, int] = {
    name: number
    for name, columns in _NUMBERS.items()
    if ARCHITECTURE in _COLUMN and (number := columns[_COLUMN[ARCHITECTURE]]) is not None
}
"""This machine's number of each call; empty on an architecture that Forklore does not know."""

NAMES: dict[int, str] = {number: name for name, number in NUMBERS.items()}
"""This machine's name of each number."""
