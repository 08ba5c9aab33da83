# /// hostile
# why = "Source that is small and compiles for ever, or to something huge, or crashes the compiler."
# ends = ["memory", "cpu-time", "exited 1", "signaled SIGSEGV", "wall-time"]
# limits = { memory_bytes = 80_000_000, cpu_seconds = 0.8, wall_seconds = 4.0 }
# orders = ["usual", "natural"]
# prints = ["compiling"]
# ///
import os

print("compiling", flush=True)
BOMBS = (
    "(" * 100_000,
    "-" * 100_000 + "1",
    "[" * 5000 + "]" * 5000,
    "f'{" * 200,
    "lambda:" * 50_000 + "0",
    "1+" * 200_000 + "1",
)
for bomb in BOMBS:
    if os.fork() == 0:
        try:
            compile(bomb, "bomb", "eval")
        finally:
            os._exit(0)
    os.wait()
exec(compile("(-" + "1" * 4000 + ")**20000**3", "bomb", "eval"))
exec("x = (" + "'a' * 4000, " * 2_000_000 + ")")
