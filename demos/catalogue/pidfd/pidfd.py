"""A pidfd is a descriptor for a process: with it, others can wait for its end too."""

import os
import select
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

worker = os.fork()
if worker == 0:
    time.sleep(0.5)
    os._exit(7)

watcher = os.fork()
if watcher == 0:
    # The watcher is a sibling of the worker, and wait is for parents only.
    try:
        os.waitpid(worker, 0)
    except ChildProcessError as error:
        print(f"watcher: waitpid({worker}) fails: {error}")
    descriptor = os.pidfd_open(worker)
    select.select([descriptor], [], [])  # it is readable as soon as the process has ended
    print(f"watcher: PID {worker} has ended; its exit code only its parent learns")
    os._exit(0)

os.waitpid(watcher, 0)
code = os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])
print(f"parent:  reaped PID {worker}, exit code {code}")
