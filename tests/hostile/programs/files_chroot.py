# /// hostile
# why = "A root of one's own, with a door to the old one left open, is the oldest way out of a jail."
# ends = ["exited 0"]
# prints = ["chroot: EPERM", "tried"]
# orders = ["usual", "natural"]
# ///
import errno
import os

os.mkdir("jail")
door = os.open(".", os.O_RDONLY)
try:
    os.chroot("jail")
    os.fchdir(door)
    for _ in range(100):
        os.chdir("..")
    os.chroot(".")
    print("ESCAPED", os.listdir("/"))
except OSError as error:
    print("chroot:", errno.errorcode[error.errno])
for _ in range(100):
    os.chdir("..")
if os.listdir(".") != os.listdir("/") or "etc" in os.listdir("."):
    print("ESCAPED", os.listdir("."))
print("tried")
