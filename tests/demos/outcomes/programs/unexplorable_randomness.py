# A coin.
#
# unexplorable: randomness
# stdout: "0" exit 0
# stdout: "1" exit 0
import os

os.write(1, b"%d" % (os.urandom(1)[0] & 1))
