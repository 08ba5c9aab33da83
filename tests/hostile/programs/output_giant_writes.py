# /// hostile
# why = "Writes larger than a pipe, in every form that there is, must not leave the tracer or the program hanging."
# ends = ["output"]
# limits = { output_bytes = 400_000 }
# orders = ["usual", "natural"]
# prints = ["vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv"]
# ///
import os

with open("file", "wb") as file:
    file.write(b"f" * 3_000_000)
big = b"v" * 700_000
print(os.writev(1, [big, big, big]), os.write(1, big), flush=True)
source = os.open("file", os.O_RDONLY)
os.sendfile(1, source, 0, 3_000_000)
os.splice(source, 1, 3_000_000)
while True:
    os.writev(1, [big] * 16)
