# /// hostile
# why = "The file itself is the bomb: it never gets as far as running."
# ends = ["exited 1"]
# prints = ["too many"]
# ///
0 + (+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(+(1))))))))))))))))))))))))))))))
