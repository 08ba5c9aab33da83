## One event of a recording, in a sentence or two. $pid is the process that does it or to which it happens.

event-start = { $name } starts as PID { $pid }.
event-fork = PID { $pid } forks: PID { $child } is its child.
event-clone = PID { $pid } makes a new process, PID { $child }.
event-exec = PID { $pid } now runs { $path }. Its PID stays the same.
event-getpid = PID { $pid } asks for its own PID: { $result }.
event-getppid = PID { $pid } asks for its parent's PID: { $result }.
event-wait-nothing = { $call } returns 0 to PID { $pid }: it has a child to wait for, but nothing to report yet.
event-call = { $call } returns { $result } to PID { $pid }.
event-write = PID { $pid } writes to { $stream }: “{ $text }”
event-write-nothing = PID { $pid } writes 0 bytes to { $stream }.

event-wait-any = PID { $pid } waits for any of its children.
event-wait-one = PID { $pid } waits for PID { $target }.
event-wait-own-group = PID { $pid } waits for any child in its own process group.
event-wait-group = PID { $pid } waits for any child in process group { $target }.
event-wait-child = PID { $pid } waits for a child ({ $call }).
event-poll-any = PID { $pid } looks whether any of its children has ended, without waiting (WNOHANG).
event-poll-one = PID { $pid } looks whether PID { $target } has ended, without waiting (WNOHANG).
event-poll-own-group = PID { $pid } looks for an ended child in its own process group, without waiting (WNOHANG).
event-poll-group = PID { $pid } looks for an ended child in process group { $target }, without waiting (WNOHANG).
event-poll-child = PID { $pid } looks for an ended child, without waiting (WNOHANG).
event-wait-read = PID { $pid } waits for something to read from descriptor { $descriptor }.
event-wait-write = PID { $pid } waits for room to write to descriptor { $descriptor }.
event-wait-call = PID { $pid } blocks in { $call }.

event-sleep = PID { $pid } sleeps for { $seconds } s.
event-sleep-for-ever = PID { $pid } sleeps until a signal wakes it ({ $call }).
event-wake-sleep = PID { $pid } wakes up.
event-wake = PID { $pid } goes on after { $call }.

event-exit = PID { $pid } exits with { $code }.
event-exit-signal = PID { $pid } is ended by { $signal }.
event-zombie = PID { $pid } is a zombie: dead, but listed until PID { $parent } reaps it.
event-reap = PID { $pid } reaps PID { $child } and learns its exit code, { $code }. PID { $child } is gone.
event-reap-signal = PID { $pid } reaps PID { $child } and learns that { $signal } ended it. PID { $child } is gone.
event-reap-auto = PID { $pid } ignores SIGCHLD or set SA_NOCLDWAIT, so the kernel discards PID { $child } at once.
event-reparent = PID { $old } has ended and leaves PID { $pid } behind. PID { $new } adopts it.

event-signal-handled = PID { $pid } gets { $signal } from PID { $sender }: its handler runs.
event-signal-ignored = PID { $pid } gets { $signal } from PID { $sender }: it is ignored.
event-signal-ends = PID { $pid } gets { $signal } from PID { $sender }: that ends it.
event-signal-stops = PID { $pid } gets { $signal } from PID { $sender }: that stops it.
event-signal-continues = PID { $pid } gets { $signal } from PID { $sender }: it may go on.
event-signal-kernel-handled = PID { $pid } gets { $signal } from the kernel: its handler runs.
event-signal-kernel-ignored = PID { $pid } gets { $signal } from the kernel: it is ignored.
event-signal-kernel-ends = PID { $pid } gets { $signal } from the kernel: that ends it.
event-signal-kernel-stops = PID { $pid } gets { $signal } from the kernel: that stops it.
event-signal-kernel-continues = PID { $pid } gets { $signal } from the kernel: it may go on.
event-stop = PID { $pid } is stopped by { $signal }. SIGCONT would let it go on.
event-continue = PID { $pid } was stopped, and goes on.
event-kill-one = PID { $pid } sends { $signal } to PID { $target }.
event-kill-any = PID { $pid } sends { $signal } to every process that it may signal.
event-kill-own-group = PID { $pid } sends { $signal } to its own process group.
event-kill-group = PID { $pid } sends { $signal } to process group { $target }.
event-probe-one = PID { $pid } checks whether PID { $target } exists (signal 0: nothing is sent).
event-probe-any = PID { $pid } checks whether there is any process it may signal (signal 0: nothing is sent).
event-probe-own-group = PID { $pid } checks its own process group (signal 0: nothing is sent).
event-probe-group = PID { $pid } checks whether process group { $target } exists (signal 0: nothing is sent).

event-error = { $call } fails for PID { $pid }: { $errno }.
event-error-ECHILD = { $call } fails for PID { $pid }: ECHILD, it has no such child to wait for.
event-error-EINTR = { $call } fails for PID { $pid }: EINTR, a signal interrupted it.
event-error-EPERM = { $call } fails for PID { $pid }: EPERM, not permitted.
event-error-ESRCH = { $call } fails for PID { $pid }: ESRCH, there is no such process.
event-error-clone-EAGAIN = { $call } fails for PID { $pid }: EAGAIN, no more processes are allowed.

## The state of a process, for a table

state-running = running
state-sleeping = sleeping
state-disk-sleep = uninterruptible sleep
state-stopped = stopped
state-exiting = exiting
state-zombie = zombie
state-dead = dead

## What a process is in, for a table

doing-wait-any = waiting for any child
doing-wait-one = waiting for PID { $target }
doing-wait-own-group = waiting for a child in its group
doing-wait-group = waiting for a child in group { $target }
doing-sleep = sleeping for { $seconds } s
doing-pause = sleeping until a signal
doing-read = reading descriptor { $descriptor }
doing-write = writing to descriptor { $descriptor }

## How the first process ended, and which bound ended the run

ending-exited = The program exited with { $code }.
ending-signaled = The program was ended by { $signal }.
ending-deadlock = Deadlock: no process can ever go on.
ending-then-deadlock = { $ending } The processes that are left are deadlocked: none of them can ever go on.
ending-killed = The run was cancelled before the program ended.
ending-then-bound = { $ending } { $bound }
bound-wall-time = The run was ended here: it had reached its time limit.
bound-cpu-time = The run was ended here: it had used up its CPU time.
bound-memory = The run was ended here: it had reached its memory limit.
bound-processes = The run was ended here: it had reached its limit of processes.
bound-output = The run was ended here: it had written too much.

## That a C program was not run, since it does not compile

not-compiled = The program does not compile.
not-compiled-wall-time = The program does not compile: the compiler was ended, it took too long.
not-compiled-cpu-time = The program does not compile: the compiler was ended, it computed for too long.
not-compiled-memory = The program does not compile: the compiler was ended, it needed too much memory.
not-compiled-processes = The program does not compile: the compiler was ended, it made too many processes.
not-compiled-output = The program does not compile: the compiler was ended, it had too much to say.
not-compiled-size = The program compiles to an executable that is too large, and was not run.

## In a deadlock: what each process waits for, and why in vain. $others are one or several PIDs.

blocked-wait = PID { $pid } waits for the end of { $others }.
blocked-read-held = PID { $pid } waits to read from descriptor { $descriptor }. Nobody writes, and there is no end of file: the other end is still open in { $others }.
blocked-read = PID { $pid } waits to read from descriptor { $descriptor }, where nothing will ever come.
blocked-write-held = PID { $pid } waits for room to write to descriptor { $descriptor }. Nobody reads: the other end is open in { $others }.
blocked-write = PID { $pid } waits for room to write to descriptor { $descriptor }, and nobody reads there.
blocked-pause = PID { $pid } waits for a signal that nobody will send.
blocked-call = PID { $pid } waits in { $call }, and nobody will ever wake it.
blocked-more = … and { $count ->
    [one] { $count } more waits
   *[other] { $count } more wait
} in vain.
blocked = PID { $pid } can never go on.
pid = PID { $pid }
pid-itself = PID { $pid } itself
list-separator = ,{ " " }
