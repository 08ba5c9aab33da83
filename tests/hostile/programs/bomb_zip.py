# /// hostile
# why = "A few bytes that unpack to very many."
# ends = ["memory"]
# limits = { memory_bytes = 40_000_000 }
# orders = ["usual", "natural"]
# prints = ["unpacking"]
# ///
import zlib

packer = zlib.compressobj(9, wbits=-15)
block = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
packed = block * 10_000  # After a full flush, nothing refers to what was before.
print("unpacking", len(packed), flush=True)
held = zlib.decompress(packed, wbits=-15)
print("ESCAPED", len(held))
