# /// hostile
# why = "A descriptor that is being sent, and then closed, is in nobody's table."
# ends = ["exited 0", "memory"]
# prints = ["held"]
# ///
import errno
import os
import socket

held = 0
try:
    here, there = socket.socketpair()
    here.setblocking(False)
    while held < 50_000:
        reader, writer = os.pipe()
        os.set_blocking(writer, False)
        os.write(writer, bytes(65536))
        socket.send_fds(here, [b"x"], [reader, writer])
        os.close(reader)
        os.close(writer)
        held += 2
except OSError as error:
    print(errno.errorcode[error.errno])
print("held", held, "ESCAPED" if held > 5000 else "")
