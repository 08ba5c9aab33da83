# /// hostile
# why = "Whoever sets how it may be looked at, traced or killed must stay under the tracer's eyes."
# ends = ["exited 0"]
# prints = ["dumpable 1", "output is still seen", "child 9"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import signal

libc = ctypes.CDLL(None, use_errno=True)
SET_PDEATHSIG, GET_DUMPABLE, SET_DUMPABLE, SET_KEEPCAPS, SET_TSC, SET_SECUREBITS, SET_MM, SET_PTRACER = (
    1,
    3,
    4,
    8,
    26,
    28,
    35,
    0x59616D61,
)
libc.prctl(SET_DUMPABLE, 0, 0, 0, 0)
print("dumpable", libc.prctl(GET_DUMPABLE, 0, 0, 0, 0))
for option in (SET_SECUREBITS, SET_MM):
    if libc.prctl(option, 1, 1, 1, 1) >= 0:
        print("ESCAPED", option)
libc.prctl(SET_PTRACER, -1, 0, 0, 0)
libc.prctl(SET_KEEPCAPS, 1, 0, 0, 0)
for option in range(1, 80):
    if option not in (SET_PDEATHSIG, 15, 22, SET_TSC):
        libc.prctl(option, -1, -1, -1, -1)
print("output is still seen", flush=True)
reader, writer = os.pipe()
if os.fork() == 0:
    if (child := os.fork()) == 0:
        libc.prctl(SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        os.write(writer, b".")
        signal.pause()
    os.read(reader, 1)
    os.kill(child, signal.SIGKILL)
    os._exit(os.waitpid(child, 0)[1])
print("child", os.waitstatus_to_exitcode(os.wait()[1]))
