# /// hostile
# why = "One huge request must fail in the program, not end the host."
# ends = ["exited 0"]
# prints = ["MemoryError 3"]
# ///
failures = 0
for size in (10**10, 10**12, 2**62):
    try:
        held = bytearray(size)
        print("ESCAPED")
    except MemoryError:
        failures += 1
print("MemoryError", failures)
