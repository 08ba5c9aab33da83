# /// hostile
# why = "Shared memory stays taken when it is dropped from the page tables, where resident size no longer counts it."
# ends = ["memory"]
# limits = { memory_bytes = 50_000_000 }
# orders = ["usual", "natural"]
# ///
import mmap
import signal

held = []
for _ in range(16):
    area = mmap.mmap(-1, 8_000_000)
    for start in range(0, len(area), mmap.PAGESIZE):
        area[start] = 1
    area.madvise(mmap.MADV_DONTNEED)
    held.append(area)
print("ESCAPED: 128 MB are held", flush=True)
signal.pause()
