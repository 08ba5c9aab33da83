"""SIGPIPE: what becomes of a process that writes to a pipe which nobody can read."""

import os
import signal
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

reader, writer = os.pipe()
os.close(reader)  # the only read end: nobody can ever read from this pipe

for action in (signal.SIG_IGN, signal.SIG_DFL):
    child = os.fork()
    if child == 0:
        # Python itself ignores SIGPIPE; most other programs keep the default.
        signal.signal(signal.SIGPIPE, action)
        try:
            os.write(writer, b"hello")
        except BrokenPipeError as error:  # errno EPIPE
            print(f"child {os.getpid()}: the write failed: {error}")
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    # A negative code is the number of the signal that ended the child.
    print(f"parent: with {action.name}, PID {child} ended with code {code}")
