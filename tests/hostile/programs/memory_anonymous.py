# /// hostile
# why = "The plain road: allocate for ever."
# ends = ["memory"]
# limits = { memory_bytes = 50_000_000 }
# orders = ["usual", "natural"]
# ///
held = []
while True:
    held.append(b"x" * 1_000_000)
