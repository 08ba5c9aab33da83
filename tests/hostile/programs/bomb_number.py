# /// hostile
# why = "A short expression whose value takes for ever to compute, in a C function that checks no signal."
# ends = ["cpu-time", "memory"]
# limits = { cpu_seconds = 0.2 }
# orders = ["usual", "natural"]
# ///
import signal

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
9**9**9
