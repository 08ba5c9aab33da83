# /// hostile
# why = "A program without any descriptor, whose children have none either, still ends as it says."
# ends = ["exited 3"]
# prints = ["closing"]
# orders = ["usual", "natural"]
# ///
import os

print("closing", flush=True)
os.closerange(0, 4096)
if os.fork() == 0:
    os._exit(3)
status = os.waitstatus_to_exitcode(os.wait()[1])
os._exit(status)
