# before runs ahead of the fork; after that nothing orders what the two run behind it.
#
# stdout: "bcp" exit 0
# stdout: "bpc" exit 0
import os


def say(text: bytes) -> None:
    os.write(1, text)


os.register_at_fork(before=lambda: say(b"b"), after_in_parent=lambda: say(b"p"), after_in_child=lambda: say(b"c"))
if os.fork() == 0:
    os._exit(0)
os.wait()
