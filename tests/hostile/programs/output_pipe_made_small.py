# /// hostile
# why = "The program may shrink its output pipe, make it non-blocking, or read from it itself."
# ends = ["exited 0"]
# prints = ["begins", "ends"]
# orders = ["usual", "natural"]
# ///
import fcntl
import os

F_SETPIPE_SZ = 1031
print("begins", flush=True)
try:
    fcntl.fcntl(1, F_SETPIPE_SZ, 4096)
except OSError:
    pass
os.write(1, b"x" * 60_000)
os.writev(1, [b"y" * 60_000] * 3)
os.set_blocking(1, False)
os.write(1, b"z" * 60_000)
try:
    own = os.open("/proc/self/fd/1", os.O_RDONLY | os.O_NONBLOCK)
    os.write(1, b"stolen")
    os.read(own, 100)
except OSError:
    pass
os.set_blocking(1, True)
os.write(1, b"ends")
