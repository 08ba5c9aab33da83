# The module seeds itself from the kernel.
#
# unexplorable: randomness
# stdout: "0" exit 0
# stdout: "1" exit 0
import os
import random

os.write(1, b"%d" % random.randint(0, 1))
