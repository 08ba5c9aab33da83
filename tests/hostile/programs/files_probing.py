# /// hostile
# why = "Whoever looks around finds nothing of the host: no name, no variable, no path of the one who started the bot."
# ends = ["exited 0"]
# prints = ["name: forklore 1000 1000 []", "looked"]
# orders = ["usual", "natural"]
# ///
import contextlib
import gc
import os
import sys

SECRETS = ("DISCORD", "TOKEN", "/root", "/home", ".venv", "docker/", "eth0", "sudo", "forklore-")
NAMES = ("environ", "cmdline", "cgroup", "maps", "status", "limits", "net/dev", "net/unix", "mountinfo")

print("name:", os.uname().nodename, os.getuid(), os.getgid(), os.getgroups())
if set(os.environ) - {"HOME", "LANG", "PATH", "PYTHONHASHSEED", "LC_CTYPE"}:
    print("ESCAPED: variables", os.environ)
for process in ("1", "2", "self"):
    for name in NAMES:
        with contextlib.suppress(OSError), open(f"/proc/{process}/{name}", errors="replace") as file:
            # The interpreter lies where it lies outside, and its own path tells so.
            text = file.read().replace(sys.base_prefix, "PREFIX")
            for secret in SECRETS:
                if secret in text:
                    print("ESCAPED:", process, name, secret, text)
with open("/proc/self/mountinfo") as mounts:
    lines = [line.split() for line in mounts]
for words in lines:
    if "rw" in words[5].split(",") and words[4] not in ("/tmp", "/proc") and not words[4].startswith("/dev/"):
        print("ESCAPED: writable", words)
for thing in gc.get_objects():
    if isinstance(thing, dict) and any(isinstance(key, str) and "_TOKEN" in key for key in thing):
        print("ESCAPED: a dict of the bot")
print("looked at", len(lines), "mounts")
