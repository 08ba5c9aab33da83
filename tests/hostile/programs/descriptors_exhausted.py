# /// hostile
# why = "As many descriptors as there can be, in as many processes; the tracer looks at them without keeping any."
# ends = ["exited 0"]
# prints = ["EMFILE"]
# orders = ["usual", "natural"]
# ///
import errno
import os
import select

held = []
try:
    while len(held) < 100_000:
        held.append(os.open("/dev/null", os.O_RDONLY))
    print("ESCAPED")
except OSError as error:
    print(errno.errorcode[error.errno], flush=True)
poll = select.poll()
for descriptor in held:
    poll.register(descriptor, select.POLLIN)
for _ in range(6):
    if os.fork() == 0:
        for _ in range(5):
            poll.poll(1)
        os._exit(0)
for _ in range(6):
    os.wait()
