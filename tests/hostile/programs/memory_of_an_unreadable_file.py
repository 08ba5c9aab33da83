# /// hostile
# why = "A program whose file may not be read cannot be dumped or looked at either."
# ends = ["memory", "exited 0"]
# limits = { memory_bytes = 50_000_000 }
# prints = ["started"]
# ///
import os
import shutil
import sys

print("started", flush=True)
shutil.copy(sys.executable, "copy")
os.chmod("copy", 0o111)
code = "import signal; held = b'x' * 200_000_000; print('ESCAPED: 200 MB are held', flush=True); signal.pause()"
try:
    os.execve("copy", ["copy", "-S", "-E", "-c", code], {"PYTHONHOME": sys.base_prefix})
except OSError as error:  # It needs libraries beside it, or is too large for the folder.
    print(error)
