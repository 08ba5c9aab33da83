# /// hostile
# why = "A zombie takes a place in the process table although nothing of it runs."
# ends = ["processes"]
# limits = { processes = 24 }
# orders = ["usual", "natural"]
# ///
import os

while True:
    if os.fork() == 0:
        os._exit(0)
