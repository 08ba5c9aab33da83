# O_EXCL lets one of them create the file.
#
# stdout: "c" exit 0
# stdout: "p" exit 0
import os


def create(name: bytes) -> None:
    try:
        os.open("f", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        os.write(1, name)
    except FileExistsError:
        pass


if os.fork() == 0:
    create(b"c")
    os._exit(0)
create(b"p")
os.wait()
