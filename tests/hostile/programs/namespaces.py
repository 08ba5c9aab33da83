# /// hostile
# why = "In a user namespace of its own a program would have every capability, and more of the kernel to attack."
# ends = ["exited 0"]
# prints = ["refused: EPERM"]
# orders = ["usual", "natural"]
# ///
import ctypes
import errno
import os

libc = ctypes.CDLL(None, use_errno=True)
FLAGS = (0x80, 0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
said = set()
for flag in (*FLAGS, sum(FLAGS), 0x10000000 | 0x20000):
    if libc.unshare(flag) == 0:
        print("ESCAPED: unshare", hex(flag))
    said.add(errno.errorcode[ctypes.get_errno()])
for process in (1, 2):
    for name in ("user", "pid", "mnt", "net", "ipc", "uts", "cgroup", "time", "pid_for_children"):
        try:
            descriptor = os.open(f"/proc/{process}/ns/{name}", os.O_RDONLY)
        except OSError:
            continue
        for request in (0xB701, 0xB702):  # NS_GET_USERNS, NS_GET_PARENT
            up = libc.ioctl(descriptor, request)
            if up >= 0 and libc.setns(up, 0) == 0:
                print("ESCAPED: above", name)
        if libc.setns(descriptor, 0) == 0:
            print("ESCAPED: setns", name)
        said.add(errno.errorcode[ctypes.get_errno()])
if libc.setns(os.pidfd_open(1), 0x10000000 | 0x20000) == 0:
    print("ESCAPED: setns to PID 1")
print("refused:", *said)
