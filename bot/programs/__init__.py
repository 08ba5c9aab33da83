"""Programs that people send: found in their messages and files, with how they are to be run.

For every command that takes a program.
"""
