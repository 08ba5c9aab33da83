# /// hostile
# why = "Every signal there is, to PID 1 and to a child that blocks or ignores it, in every way to send one."
# ends = ["exited 0"]
# prints = ["sent"]
# orders = ["usual", "natural"]
# ///
import os
import signal

sent = 0
for number in range(1, 65):
    reader, writer = os.pipe()
    if (pid := os.fork()) == 0:
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, {number})
            if number % 2:
                signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
        os.write(writer, b".")
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
        signal.pause()
    os.read(reader, 1)
    for target in (1, pid):
        os.kill(target, number)
        signal.pidfd_send_signal(os.pidfd_open(target), number)
    os.kill(pid, signal.SIGKILL)
    os.kill(pid, signal.SIGCONT)
    os.waitpid(pid, 0)
    os.closerange(3, 256)
    sent += 1
print("sent", sent)
