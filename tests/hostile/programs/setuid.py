# /// hostile
# why = "Nobody here can become another user, or get a capability, by any call or file."
# ends = ["exited 0"]
# prints = ["uid 1000", "no capabilities"]
# orders = ["usual", "natural"]
# ///
import ctypes
import os
import shutil
import subprocess
import sys

for work in (
    lambda: os.setuid(0),
    lambda: os.seteuid(0),
    lambda: os.setreuid(0, 0),
    lambda: os.setresuid(0, 0, 0),
    lambda: os.setresuid(65534, 65534, 65534),
    lambda: os.setgid(0),
    lambda: os.setresgid(0, 0, 0),
    lambda: os.setgroups([0]),
    lambda: os.chown("setuid.py", 0, 0),
    lambda: os.setxattr(__file__, "security.capability", b"\1\0\0\2" + b"\xff" * 16),
):
    try:
        work()
        print("ESCAPED")
    except OSError:
        pass
try:
    shutil.copy(sys.executable, "copy")
    os.chmod("copy", 0o6755)
    found = subprocess.run(
        ["./copy", "-S", "-E", "-c", "import os; print(os.geteuid())"],
        capture_output=True,
        env={"PYTHONHOME": sys.base_prefix},
    )
    if found.returncode == 0 and found.stdout != b"1000\n":
        print("ESCAPED: as", found.stdout)
except OSError:
    pass
libc = ctypes.CDLL(None, use_errno=True)
header, wanted = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6)
if libc.capset(ctypes.byref(header), ctypes.byref(wanted)) == 0:
    print("ESCAPED: capset")
print("uid", os.getuid(), os.geteuid(), os.getgid())
status = dict(line.split(":\t") for line in open("/proc/self/status").read().splitlines())
held = [name for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb") if int(status[name], 16)]
print("ESCAPED" if held else "no capabilities", *held)
