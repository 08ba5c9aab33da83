# /// hostile
# why = "A crash ends the process that crashes, leaves no core file, and is told as what it was."
# ends = ["signaled SIGSEGV"]
# prints = ["children: [-11, -6, -8, -4, -7]", "files: ['crashes.py']"]
# orders = ["usual", "natural"]
# never = ["ESCAPED"]
# ///
import ctypes
import os
import resource
import signal

try:
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print("ESCAPED")
except ValueError:
    pass
said = []
for crash in (
    lambda: ctypes.string_at(8),
    os.abort,
    lambda: os.kill(os.getpid(), signal.SIGFPE),
    lambda: os.kill(os.getpid(), signal.SIGILL),
    lambda: os.kill(os.getpid(), signal.SIGBUS),
):
    if os.fork() == 0:
        crash()
    said.append(os.waitstatus_to_exitcode(os.wait()[1]))
print("children:", said)
print("files:", os.listdir(), flush=True)
ctypes.memset(0, 0, 8)
