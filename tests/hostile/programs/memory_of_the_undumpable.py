# /// hostile
# why = "Who may not be dumped may not be looked at: an account that cannot be read must not count as nothing."
# ends = ["memory"]
# limits = { memory_bytes = 50_000_000 }
# orders = ["usual", "natural"]
# ///
import ctypes
import signal

PR_SET_DUMPABLE = 4
ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
held = b"x" * 200_000_000
print("ESCAPED: 200 MB are held", flush=True)
signal.pause()
