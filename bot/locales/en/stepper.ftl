## The stepper: the state of a run after each of its events.

stepper-title = Step { $number } of { $count } · { $t } s
stepper-output = **Output so far:** PID, what it wrote
stepper-no-output = **Output so far:** nothing
stepper-jump = Jump to…
stepper-when = step { $number }, { $t } s
stepper-close = Close
stepper-film = Film
stepper-gone = I no longer have this run: I keep each one for { $days } days. Run it again and step through the new one.
