# /// hostile
# why = "TIOCSTI types into the terminal of whoever started the bot."
# ends = ["exited 0"]
# prints = ["no terminal"]
# ///
import fcntl
import os

TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCCONS = 0x5412, 0x541C, 0x540E, 0x541D
for path in ("/dev/tty", "/dev/console", "/dev/ptmx", "/dev/pts/0", "/dev/tty0", "/proc/1/fd/0", "/proc/1/fd/2"):
    try:
        os.open(path, os.O_RDWR | os.O_NOCTTY)
        print("ESCAPED", path)
    except OSError:
        pass
for descriptor in range(3):
    for request in (TIOCSTI, TIOCLINUX, TIOCSCTTY, TIOCCONS):
        try:
            fcntl.ioctl(descriptor, request, b"x")
            print("ESCAPED", descriptor, hex(request))
        except OSError:
            pass
try:
    os.openpty()
    print("ESCAPED: a terminal")
except OSError:
    print("no terminal")
