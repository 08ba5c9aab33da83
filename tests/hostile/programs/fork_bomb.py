# /// hostile
# why = "The classic: every process forks for ever."
# ends = ["processes"]
# limits = { processes = 24 }
# orders = ["usual", "random", "natural"]
# ///
import os

while True:
    os.fork()
