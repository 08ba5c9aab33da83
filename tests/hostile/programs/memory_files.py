# /// hostile
# why = "Files live in memory too: the folder's size and the number of its files are bounded."
# ends = ["exited 0"]
# prints = ["No space left on device", "inodes used up"]
# orders = ["usual", "natural"]
# ///
import os

written = 0
try:
    for number in range(1000):
        with open(f"big{number}", "wb", buffering=0) as file:
            while chunk := file.write(bytes(1_000_000)):
                written += chunk
                if file.tell() > 8_000_000:
                    break
except OSError as error:
    print(error.strerror)
print("ESCAPED" if written > 32_000_000 else f"after {written // 2**20} MiB")
for name in os.listdir():
    os.unlink(name)
try:
    for number in range(100_000):
        os.mkdir(f"/dev/shm/{number}")
    print("ESCAPED")
except OSError:
    print("inodes used up")
