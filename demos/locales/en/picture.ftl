## Labels in the pictures. Short: a phone shows them at 400 pixels.

picture-timeline = Timeline of { $name }
picture-tree = Process tree of { $name }
picture-seconds = { $seconds } s
picture-milliseconds = { $milliseconds } ms
picture-simulated = { $time }, simulated
picture-pause = +{ $time }
picture-axis = Left to right: events in order, not to scale.
picture-axis-pauses = Left to right: events in order. Time passes in the grey bands.
picture-gap = { $events } events between the dashed lines are not drawn.
picture-hidden = { $processes ->
        [one] One more process is not drawn.
       *[other] { $processes } more processes are not drawn.
    }

picture-pid = PID { $pid }
picture-init = init
picture-child = child of { $parent }
picture-exit = exit { $code }
picture-killed = × { $signal }
picture-adopted = adopted by { $pid }

picture-running = running
picture-waiting = waiting
picture-sleeping = sleeping
picture-stopped = stopped
picture-zombie = zombie
picture-fork = fork
picture-reap = reaped
picture-adoption = adopted
picture-signal = signal
picture-stdout = output
picture-stderr = error output

picture-step = event { $event } of { $events }, at { $time }
picture-exited = exited with { $code }
picture-ended = ended by { $signal }
picture-unreaped = PID { $parent } has not reaped it yet
picture-adopted-from = adopted, was a child of { $old }
picture-gone = Reaped and gone: { $pids }
