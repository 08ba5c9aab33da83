# /// hostile
# why = "Every process of every run is a fork of the same interpreter: what one changes there, no other may find."
# ends = ["exited 0"]
# prints = ["sown"]
# orders = ["usual", "natural"]
# ///
import builtins
import gc
import os
import resource
import signal
import sys
import time

builtins.print_ = builtins.print
time.sleep = os.fork = os.wait = None
sys.path.insert(0, "/tmp/evil")
sys.setrecursionlimit(50)
sys.modules["json"] = None
os.environ["FORKLORE"] = "ESCAPED"
os.environb.clear()
os.umask(0)
os.nice(5)
os.chdir("/")
os.setsid if os.getpid() == os.getsid(0) else os.setpgid(0, 0)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
signal.setitimer(signal.ITIMER_REAL, 3600, 0.001)
resource.setrlimit(resource.RLIMIT_NOFILE, (10, 10))
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
gc.disable()
os.set_blocking(0, False)
os.set_blocking(1, False)
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
os.write(1, b"sown")
os._exit(0)
