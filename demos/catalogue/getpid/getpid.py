"""getpid() is who I am, getppid() is who my parent is."""

import os
import sys

# Send each line at once: fork would copy what still waits in the buffer.
sys.stdout.reconfigure(line_buffering=True)

child = os.fork()

if child == 0:
    print(f"child:  I am {os.getpid()}, my parent is {os.getppid()}")
    os._exit(0)  # the child's work ends here

print(f"parent: I am {os.getpid()}, my parent is {os.getppid()}, my child is {child}")

# Stay until the child has ended. If the parent left first, the child would get a new parent.
os.wait()
