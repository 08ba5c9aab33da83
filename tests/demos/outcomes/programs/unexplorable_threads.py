# Threads may be halted between any two instructions. What they print here is one text in either order.
#
# unexplorable: threads
# stdout: "ab" exit 0
# stdout: "ba" exit 0
import os
import threading

thread = threading.Thread(target=os.write, args=(1, b"a"))
thread.start()
os.write(1, b"b")
thread.join()
