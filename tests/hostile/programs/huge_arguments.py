# /// hostile
# why = "Command lines and names as long as they can be, again and again: a record keeps only so much."
# ends = ["exited 0"]
# limits = { cpu_seconds = 5.0 }
# prints = ["last"]
# orders = ["usual", "natural"]
# ///
import os
import sys

CODE = "import os, sys; n = int(sys.argv[1]); n or print('last'); n and os.execv(sys.orig_argv[0], sys.orig_argv[:5] + [str(n - 1)] + sys.argv[2:])"
os.execv(sys.executable, [sys.executable, "-I", "-S", "-c", CODE, "5", *["\x01\x1b\u202e" * 20_000] * 10])
