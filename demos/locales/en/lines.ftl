## One event as a line of a timeline whose columns name the time and the process: as short as can be understood.
## The same keys and values as in events.ftl.

line-start = starts { $name }
line-fork = { $call } → child { $child }
line-clone = { $call } → child { $child }
line-exec = exec → { $path }
line-getpid = getpid() → { $result }
line-getppid = getppid() → { $result }
line-wait-nothing = { $call }() → 0: none ended yet
line-call = { $call }() → { $result }
line-write =
    { $stream ->
        [stdout] “{ $text }”
       *[other] { $stream }: “{ $text }”
    }
line-write-nothing = { $stream }: 0 bytes

line-wait-any = waits for any child
line-wait-one = waits for { $target }
line-wait-own-group = waits for its group
line-wait-group = waits for group { $target }
line-wait-child = waits for a child
line-poll-any = has any child ended? (WNOHANG)
line-poll-one = has { $target } ended? (WNOHANG)
line-poll-own-group = has any of its group? (WNOHANG)
line-poll-group = has any of group { $target }? (WNOHANG)
line-poll-child = has a child ended? (WNOHANG)
line-wait-read = waits to read({ $descriptor })
line-wait-write = waits to write({ $descriptor })
line-wait-call = blocks in { $call }

line-sleep = sleeps { $seconds } s
line-sleep-for-ever = { $call }: until a signal
line-wake-sleep = wakes up
line-wake = goes on after { $call }

line-exit = exits with { $code }
line-exit-signal = is ended by { $signal }
line-zombie = is a zombie of { $parent }
line-reap = reaps { $child }: exit code { $code }
line-reap-signal = reaps { $child }: { $signal }
line-reap-auto = child { $child } is discarded
line-reparent = adopted by { $new } (was { $old })

line-signal-handled = gets { $signal } from { $sender }: handler runs
line-signal-ignored = gets { $signal } from { $sender }: ignored
line-signal-ends = gets { $signal } from { $sender }: ends it
line-signal-stops = gets { $signal } from { $sender }: stops it
line-signal-continues = gets { $signal } from { $sender }: goes on
line-signal-kernel-handled = gets { $signal }: handler runs
line-signal-kernel-ignored = gets { $signal }: ignored
line-signal-kernel-ends = gets { $signal }: ends it
line-signal-kernel-stops = gets { $signal }: stops it
line-signal-kernel-continues = gets { $signal }: goes on
line-stop = is stopped by { $signal }
line-continue = continues
line-kill-one = sends { $signal } to { $target }
line-kill-any = sends { $signal } to all it may
line-kill-own-group = sends { $signal } to its group
line-kill-group = sends { $signal } to group { $target }
line-probe-one = is { $target } there? (signal 0)
line-probe-any = is anyone there? (signal 0)
line-probe-own-group = is its group there? (signal 0)
line-probe-group = is group { $target } there? (signal 0)

line-error = { $call } fails: { $errno }
line-error-ECHILD = { $call } fails: ECHILD
line-error-EINTR = { $call } fails: EINTR
line-error-EPERM = { $call } fails: EPERM
line-error-ESRCH = { $call } fails: ESRCH
line-error-clone-EAGAIN = { $call } fails: EAGAIN

## What a process is in, beside its state in a table

doing-wait-any = waits for any
doing-wait-one = waits for { $target }
doing-wait-own-group = waits for its group
doing-wait-group = waits for group { $target }
doing-sleep = sleeps { $seconds } s
doing-pause = until a signal
doing-read = reads fd { $descriptor }
doing-write = writes fd { $descriptor }
