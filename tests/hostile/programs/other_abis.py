# /// hostile
# why = "The filter knows numbers of one architecture; by another's door the same number is another call."
# ends = ["exited 0"]
# prints = ["x32: refused", "int 0x80: refused"]
# orders = ["usual", "natural"]
# ///
import ctypes
import mmap
import os

libc = ctypes.CDLL(None, use_errno=True)
if os.uname().machine != "x86_64":
    print("x32: refused, int 0x80: refused, for they are not there")
    raise SystemExit
found = [number for number in range(600) if libc.syscall(0x40000000 | number, 0, 0, 0, 0, 0, 0) >= 0]
print("x32:", "ESCAPED" if found else "refused", *found)
for code in (
    b"\xb8\x14\x00\x00\x00\xcd\x80\xc3",
    b"\xb8\x14\x00\x00\x00\x0f\x34\xc3",
):  # getpid by int 0x80, sysenter
    if os.fork() == 0:
        page = mmap.mmap(-1, 4096, prot=7, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        page.write(code)
        ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
        os._exit(0)
    status = os.wait()[1]
    print("int 0x80:", "refused" if os.WIFSIGNALED(status) else "ESCAPED", status)
