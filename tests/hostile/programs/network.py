# /// hostile
# why = "No family of socket leads out; a socket with a path leads nowhere but into the program's folder."
# ends = ["exited 0"]
# prints = ["families: [1]"]
# orders = ["usual", "natural"]
# ///
import socket

had = set()
for family in range(50):
    for kind in (1, 2, 3, 4, 5, 6, 10):
        for protocol in (0, 1, 6, 16, 17, 255, 768):
            try:
                socket.socket(family, kind, protocol).close()
                had.add(family)
            except OSError:
                pass
print("families:", sorted(had))
if had - {socket.AF_UNIX}:
    print("ESCAPED")
for address in (
    "\0/tmp/.X11-unix/X0",
    "\0/run/systemd/notify",
    "/run/docker.sock",
    "/var/run/dbus/system_bus_socket",
    "/run/systemd/private",
    "/dev/log",
    "/run/user/1000/bus",
    "\0/com/ubuntu/upstart",
):
    try:
        socket.socket(socket.AF_UNIX).connect(address)
        print("ESCAPED to", address)
    except OSError:
        pass
try:
    socket.getaddrinfo("localhost", 80)
    socket.create_connection(("127.0.0.1", 80), timeout=1)
    print("ESCAPED: connected")
except OSError:
    print("no connection")
for path in ("/proc/self/net/dev", "/proc/net/dev"):
    try:
        interfaces = [line.split(":")[0].strip() for line in open(path) if ":" in line]
    except OSError:
        continue
    if interfaces != ["lo"]:
        print("ESCAPED: sees", interfaces)
