"""How a recording becomes text: pure functions, no I/O. What they return is safe to send as it is."""
