## Every possible outcome of a program. Read aloud in lectures: short, and never more than what was found.

## How many, and whether these are all

all-ignored = { $count ->
    [one] One outcome is possible, whatever the scheduling.
   *[other] { $count } outcomes are possible, and no others.
}
all-trusted = { $count ->
    [one] One outcome is possible if every sleep takes exactly the time it says.
   *[other] { $count } outcomes are possible if every sleep takes exactly the time it says, and no others.
}
some = { $count ->
    [0] No outcome was found yet.
    [one] One outcome was found. There may be others.
   *[other] { $count } outcomes were found. There may be others.
}
seen = { $count ->
    [one] One outcome was seen in { $runs } runs, each in a random order of its own. There may be others.
   *[other] { $count } outcomes were seen in { $runs } runs, each in a random order of its own. There may be others.
}
proof = Every order that can make a difference was covered.

## Why these may not be all

reason-threads = It uses threads. They can change the memory that they share between any two instructions, so their orders cannot all be listed.
reason-shared-memory = Its processes share memory. They can change it between any two instructions, so their orders cannot all be listed.
reason-randomness = It, or a module that it uses, asks for random numbers. They are others in each run.
reason-sockets = It uses sockets. What passes through them is not followed here.
reason-time = What it does depends on what a clock shows, and that depends on more than the order of its processes.
reason-proc = It reads in /proc about processes. What stands there changes with more than what is followed here.
reason-limits = It sets a limit that several processes share.
reason-record-locks = It uses record locks (lockf). A process that closes the file by any descriptor loses them, which is not followed here.
reason-kernel = Its processes wait for something whose order only the kernel knows.
reason-polls = A process asks the same again and again, each time in another state. It cannot be told whether it would for ever.
reason-bounds = A run reached one of its limits, or computed for very long. What could follow is not known.
reason-length = It can go round in a loop as often as you like, with something to see each time. There is no end of orders to try.
reason-runs = { $runs } runs were not enough to cover every order that can make a difference.
reason-seconds = { $seconds } seconds were not enough to cover every order that can make a difference.
reason-cancelled = It was cancelled before every order that can make a difference was covered.

effort = { $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
}, { $states ->
    [one] { $states } state
   *[other] { $states } states
}, { $seconds } s
so-far = { $outcomes ->
    [one] { $outcomes } outcome
   *[other] { $outcomes } outcomes
} so far: { $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
}, { $states ->
    [one] { $states } state
   *[other] { $states } states
}

## What an outcome ends with, and several have in common

ending-exited = exit status { $code }
ending-signaled = ended by { $signal }
ending-deadlock = deadlock: nobody can ever go on
ending-time = does not end (stopped at its time limit)
ending-memory = stopped at its memory limit
ending-processes = stopped at its limit of processes
ending-output = stopped for writing too much
ending-killed = stopped from outside
same-lines = the same { $lines } lines in { $count } orders
several = { $count } outcomes
several-endings = { $ending }: { $count }
no-output = (no output)
more = … and { $count } more; --json has everything
seen-in = seen in { $runs ->
    [one] { $runs } run
   *[other] { $runs } runs
}

## Sleeps, and what an ordinary run shows

lesson-sleeps-title = A sleep synchronises nothing.
lesson-sleeps = If every sleep took exactly the time it says, { $trusted ->
        [one] only one outcome
       *[other] only { $trusted } outcomes
    } would be possible. { $complete ->
        [yes] In truth there are { $count }
       *[no] In truth there are at least { $count }
    }: whoever sleeps may be woken late, and whoever works may be slow.
lesson-clock-title = The result depends on the clock.
lesson-clock = If every sleep took exactly the time it says, it would be another one. Here a sleep may take any time.
mark-usual = what one run usually shows
mark-trusted = possible too if every sleep takes exactly the time it says
