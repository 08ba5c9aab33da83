## The result of a run, as a message. Times are in seconds from the program's start.

recording-diagnostics = **The compiler warns:**
recording-output = **Output:** PID, what it wrote
recording-no-output = **Output:** nothing was written.
recording-tree = **Processes at { $t } s:** { $sentence }
recording-timeline = **Timeline:** seconds, PID, what happened
recording-state = state
recording-doing = doing
recording-gap = { $count ->
        [one] … one line left out …
       *[other] … { $count } lines left out …
    }
recording-shortened = Shortened here. All of it is in `{ $file }`.
recording-mark-stderr = { $mark } means stderr
recording-mark-goes-on = { $mark } goes on in an unfinished line
recording-bytes-missing = … and { $bytes } more bytes
recording-events-lost = … { $count } more events are not kept
recording-took = Took { $seconds } s. PID 2 is the program, PID 1 the init of its sandbox.
recording-took-virtual = Took { $seconds } s of program time and { $milliseconds } ms of yours. PID 2 is the program, PID 1 the init of its sandbox.
recording-step = ▶ goes through it event by event.

## The same as a text file

recording-file-diagnostics = The compiler warns:
recording-file-output = Output: PID, what it wrote
recording-file-tree = Processes at { $t } s: { $sentence }
recording-file-timeline = Timeline: seconds, PID, what happened
recording-file-program = Program { $name }
