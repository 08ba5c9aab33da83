# /// hostile
# why = "What was sent stays with the receiver when its sender is closed, and a listener takes more senders than it has met."
# ends = ["exited 0", "memory"]
# limits = { memory_bytes = 150_000_000 }
# orders = ["usual", "natural"]
# prints = ["datagrams 16", "backlog 16", "packets"]
# ///
import contextlib
import socket

MESSAGE = bytes(160_000)
ENOUGH = 100 * 2**20


def fill(receivers, connect):
    """Send what can be sent from sockets that are closed at once; returns how much lies there."""
    sent = 0
    for receiver in receivers:
        while sent < 2 * ENOUGH:
            try:
                with connect(receiver) as sender:
                    sent += sender.send(MESSAGE)
            except OSError:
                break
    return sent


def bind(kind, name):
    receiver = socket.socket(socket.AF_UNIX, kind)
    receiver.bind(name)
    return receiver


def connect(receiver):
    sender = socket.socket(socket.AF_UNIX, receiver.type)
    sender.setblocking(False)
    try:
        sender.connect(receiver.getsockname())
    except OSError:
        sender.close()
        raise
    return sender


for what, kind, most in (
    ("datagrams", socket.SOCK_DGRAM, 16),
    ("backlog", socket.SOCK_STREAM, 16),
    ("packets", socket.SOCK_SEQPACKET, 100),
):
    receivers = []
    with contextlib.suppress(OSError):
        for number in range(most):
            receivers.append(bind(kind, f"{what}{number}"))
            if kind != socket.SOCK_DGRAM:
                receivers[-1].listen(4096)
    filled = fill(receivers, connect)
    print(what, len(receivers), filled // 2**20, "MiB", "ESCAPED" * (filled > ENOUGH), flush=True)
    for receiver in receivers:
        receiver.close()
