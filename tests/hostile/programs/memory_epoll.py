# /// hostile
# why = "Each descriptor that an epoll watches is an object in the kernel, and all of a user's are counted together."
# ends = ["exited 0"]
# prints = ["watched"]
# ///
import errno
import os
import select

watched = 0
why = set()
try:
    ends = [os.eventfd(0) for _ in range(100)]
    for _ in range(10_000):
        poll = select.epoll()
        for end in ends:
            poll.register(end, select.EPOLLIN)
            watched += 1
        ends.append(os.dup(poll.fileno()))
except OSError as error:
    why.add(errno.errorcode[error.errno])
print("watched", watched, *why, "ESCAPED" if watched > 100_000 else "")
