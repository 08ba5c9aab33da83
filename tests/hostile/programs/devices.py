# /// hostile
# why = "A device node of one's own opens the host's disk; those that are there do no harm."
# ends = ["exited 0"]
# prints = ["['fd', 'full', 'null', 'random', 'shm', 'urandom', 'zero']", "tried"]
# ///
import fcntl
import os
import stat

print(sorted(os.listdir("/dev")))
for kind in (stat.S_IFBLK, stat.S_IFCHR):
    for major, minor in ((8, 0), (254, 0), (252, 0), (1, 1), (1, 2), (1, 11), (5, 0), (10, 229), (259, 0), (4, 64)):
        try:
            os.mknod(f"node{kind}-{major}-{minor}", kind | 0o666, os.makedev(major, minor))
            print("ESCAPED: made", major, minor)
        except OSError:
            pass
for name in os.listdir("/dev"):
    try:
        descriptor = os.open(f"/dev/{name}", os.O_RDWR | os.O_NONBLOCK)
    except OSError:
        continue
    for request in (0x5203, 0x40085203, 0x5206, 0x5207, 0x5201, 0x1260, 0x125D, 0x5412):  # RND..., BLK..., TIOCSTI
        try:
            fcntl.ioctl(descriptor, request, bytes(64))
            print("ESCAPED:", name, hex(request)) if request not in (0x5201,) else None
        except OSError:
            pass
print("tried")
