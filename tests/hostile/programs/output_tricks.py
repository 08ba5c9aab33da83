# /// hostile
# why = "Terminal commands, text that runs backwards, mentions, and fences: data to be shown, never obeyed."
# ends = ["exited 0"]
# prints = ["@everyone @here <@1> <@&2> <#3>", "\u202Egnirts\u202C", "\u0007\u001B]0;title", "```", "\u001B[2J"]
# ///
import os
import sys

os.write(1, b"\xff\xfe\x00\xf0\x28\x8c\x28\xed\xa0\x80\r\x08\x7f\n")
print("\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]8;;http://example.com\x07link\x1b[6n\x1bc")
print("\u202egnirts\u202c \u2066a\u2069 \u200b\ufeff\u2028\u2029 e" + "\u0301" * 500)
print("@everyone @here <@1> <@&2> <#3> </run:4> https://example.com/")
print("```\n````\n`\\`|| **__~~ > - # ||\n\x07\x1b]0;title")
sys.stderr.write("\x1b[8m\u202e```")
