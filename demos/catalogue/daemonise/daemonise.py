"""A daemon is a usual process that has left its parent and its terminal behind."""

import os
import sys
import time

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)


def show(who):
    identity = f"PID {os.getpid()}, parent {os.getppid()}"
    print(f"{who}: {identity}, group {os.getpgrp()}, session {os.getsid(0)}")


show("start ")
child = os.fork()
if child:
    os.waitpid(child, 0)
    sys.exit()  # 1. the shell gets its prompt back

os.setsid()  # 2. a session and a group of its own, without a terminal
show("leader")
if os.fork():
    os._exit(0)  # 3. the leader of the session could get a terminal again, its child cannot

os.chdir("/")  # 4. keep no folder in use
os.umask(0o022)
null = os.open(os.devnull, os.O_RDWR)
os.dup2(null, 0)  # 5. with 1 and 2 as well, but this daemon lets us see its output
time.sleep(0.5)
show("daemon")
