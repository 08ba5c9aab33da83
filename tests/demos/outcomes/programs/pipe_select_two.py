# The parent waits until one of two pipes has something, then reads all that select named: one or both, in its
# order. Only a: "a|", then b: "b|". Only b: "b|a|". Both: "ab|". Then the parent stops when it has both.
#
# stdout: "a|b|" exit 0
# stdout: "b|a|" exit 0
# stdout: "ab|" exit 0
import os
import select

pipes = [os.pipe(), os.pipe()]
for (_, writing), letter in zip(pipes, (b"a", b"b"), strict=True):
    if os.fork() == 0:
        os.write(writing, letter)
        os._exit(0)
left = [reading for reading, _ in pipes]
while left:
    ready, _, _ = select.select(left, [], [])
    os.write(1, b"".join(os.read(reading, 1) for reading in ready) + b"|")
    left = [reading for reading in left if reading not in ready]
