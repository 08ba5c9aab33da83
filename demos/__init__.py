"""Forklore's engine: the teaching programs, the sandbox that runs them, recordings and pictures.

A tool of its own (``python -m demos``): nothing in here knows Discord.
"""
