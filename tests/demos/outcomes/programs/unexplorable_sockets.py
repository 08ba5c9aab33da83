# What passes through a socket is not followed.
#
# unexplorable: sockets
# stdout: "x" exit 0
import os
import socket

one, other = socket.socketpair()
if os.fork() == 0:
    one.send(b"x")
    os._exit(0)
os.write(1, other.recv(1))
os.wait()
