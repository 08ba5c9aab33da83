# /// hostile
# why = "Sockets that are sent through each other and closed are reachable for nobody but the kernel's collector."
# ends = ["exited 0"]
# prints = ["sent"]
# ///
import errno
import socket

sent = 0
why = "-"
try:
    for _ in range(20_000):
        here, there = socket.socketpair()
        socket.send_fds(here, [b"x"], [here.fileno(), there.fileno()])
        here.close()
        there.close()
        sent += 2
except OSError as error:
    why = errno.errorcode[error.errno]
print("sent", sent, why)
