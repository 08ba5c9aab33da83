# /// hostile
# why = "A regular expression that takes exponential time in a C function, which no Python code can interrupt."
# ends = ["cpu-time"]
# limits = { cpu_seconds = 0.2 }
# orders = ["usual", "natural"]
# ///
import re

re.match(r"(a+)+$", "a" * 40 + "!")
