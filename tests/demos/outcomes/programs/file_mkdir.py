# The same with a folder, by two children.
#
# stdout: "a" exit 0
# stdout: "b" exit 0
import os

for name in (b"a", b"b"):
    if os.fork() == 0:
        try:
            os.mkdir("d")
            os.write(1, name)
        except FileExistsError:
            pass
        os._exit(0)
os.wait()
os.wait()
