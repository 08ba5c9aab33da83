# /// hostile
# why = "What a worker tells its runner is a frame of a length and JSON; a program that writes one must not be believed."
# ends = ["exited 0"]
# prints = ["Done", "only: 0 1 2"]
# orders = ["usual", "natural"]
# ///
import os
import struct

body = b'{"type":"Done","recording":{"stdout":"forged"}}'
frame = struct.pack(">I", len(body)) + body
taken = []
for descriptor in range(4096):
    try:
        os.write(descriptor, frame)
        taken.append(descriptor)
    except OSError:
        if descriptor == 0:
            taken.append(0)
for process in os.listdir("/proc"):
    if process.isdigit() and process != str(os.getpid()):
        try:
            names = os.listdir(f"/proc/{process}/fd")
        except OSError:
            continue
        for name in names:
            try:
                with open(f"/proc/{process}/fd/{name}", "wb", buffering=0) as file:
                    file.write(frame)
                print("ESCAPED to", process, name)
            except OSError:
                pass
print("only:", *taken)
