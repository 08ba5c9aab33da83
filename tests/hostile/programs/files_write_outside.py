# /// hostile
# why = "Only the program's own folder can be written to, and nothing in it is left for the next run."
# ends = ["exited 0"]
# prints = ["tried"]
# ///
import os
import sys

NAME = "forklore-escaped"
places = {
    "/",
    "/dev",
    "/proc",
    "/proc/1",
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    sys.base_prefix,
    os.path.dirname(os.__file__),
}
places |= {entry for entry in sys.path if entry != "/tmp"} | {"/" + name for name in os.listdir("/")} - {"/tmp"}
tried = 0
for place in sorted(places):
    for work in (
        lambda: open(f"{place}/{NAME}", "w").close(),
        lambda: os.mkdir(f"{place}/{NAME}"),
        lambda: os.symlink("/", f"{place}/{NAME}"),
        lambda: os.link(__file__, f"{place}/{NAME}"),
        lambda: os.mknod(f"{place}/{NAME}"),
        lambda: os.rename(__file__, f"{place}/{NAME}"),
        lambda: os.chmod(place, 0o777),
        lambda: os.utime(place),
        lambda: os.truncate(os.__file__, 0),
        lambda: open(os.__file__, "r+b").close(),
        lambda: open(sys.executable, "ab").close(),
        lambda: os.unlink(os.__file__),
        lambda: os.setxattr(place, "user.x", b"x"),
    ):
        tried += 1
        try:
            work()
            print("ESCAPED to", place, tried)
        except OSError:
            pass
for place in ("/tmp", "/dev/shm"):
    for name in (NAME, ".pth", "os.py", "sitecustomize.py", "usercustomize.py", "__pycache__"):
        try:
            open(f"{place}/{name}", "w").write("print('ESCAPED into the next run')")
        except OSError:
            pass
os.mkfifo("/tmp/forklore-escaped-fifo")
os.rename(__file__, "/tmp/elsewhere.py")
os.mkdir(__file__)
os.chmod("/tmp", 0)
print("tried", tried)
