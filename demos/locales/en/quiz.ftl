## Topics

topic-fork = fork
topic-wait = wait
topic-exit = exit codes
topic-buffers = buffers
topic-pipes = pipes
topic-orphans = orphans
topic-signals = signals
title = Quiz: { $topic }, level { $level }

## What is asked. -one: one answer is right; -several: any number may be.

ask-possible-one = What does this program print?
ask-possible-several = Which of these can it print? Choose all that are possible.
ask-impossible = Which of these is impossible, whatever the scheduling?
ask-parent-one = What does the first process itself print?
ask-parent-several = Which of these can the first process itself print? Choose all that are possible.
ask-exit-one = How does the program (its first process) end?
ask-exit-several = How can the program (its first process) end? Choose all that are possible.
ask-processes = How many processes are there in all, with the first one?
ask-lines = How many lines are printed in all?

## Answers

value-nothing = nothing
value-hangs = { $output }, and then it hangs
value-hangs-silently = nothing: it hangs
value-exit = exit code { $code }
value-signal = killed by { $signal }
value-hang = it never ends

## What is against an answer: it holds in every order of the processes

why-count = Whatever the order, { $line } is printed { $counts ->
    [1] once
    [2] twice
   *[other] { $counts } times
}, and not { $here ->
    [1] once
    [2] twice
   *[other] { $here } times
}.
why-missing = Whatever the order, { $line } is printed { $counts ->
    [1] once
    [2] twice
   *[other] { $counts } times
}, and here it is missing.
why-never = Whatever the order, { $line } is never printed.
why-or = { $one } or { $other }
why-order = Whatever the order, { $before } comes before { $line }.
why-hangs = Whatever the order, it never ends.
why-ends = Whatever the order, it never hangs.
why-other = { $total ->
    [one] Whatever the order, there is but one result, and it is another.
   *[other] Of the { $total } results that are possible, it is none.
}

## What is believed, and what is true

belief-status-is-code = The status from wait is the exit code.
truth-status-is-code = An exit code `n` gives the status `n * 256`, which leaves room for a signal's number. `os.waitstatus_to_exitcode(status)` takes the code out.
belief-code-unlimited = An exit code can be any number.
truth-code-unlimited = Only its lowest 8 bits are kept: 256 becomes 0, 257 becomes 1, -1 becomes 255.
belief-string-exits-zero = `sys.exit` with a text ends with 0.
truth-string-exits-zero = It writes the text to stderr and ends with 1. Only 0, `None` and nothing at all give 0.
belief-as-in-the-shell = A killed process has an exit code of 128 plus the signal's number.
truth-as-in-the-shell = That is how a shell shows it. `os.waitstatus_to_exitcode` gives the negative number: -9 for SIGKILL.
belief-sign-forgotten = For a killed process, `os.waitstatus_to_exitcode` gives the signal's number.
truth-sign-forgotten = It gives the negative number, so that nobody takes it for an exit code: -9 for SIGKILL.
belief-buffer-not-copied = fork copies nothing of the buffer.
truth-buffer-not-copied = What is printed but not yet written lies in the memory of the process, and fork copies it. Each copy is written when its process ends.
belief-exit-flushes = `os._exit` does the same as `sys.exit`.
truth-exit-flushes = `os._exit` ends at once, and what is still in the buffer is lost.
belief-print-writes = What `print` prints is written at once.
truth-print-writes = Into a pipe or a file, as here, it waits in a buffer until it is flushed or the process ends normally.
belief-exit-is-enough = Once the writer has ended, a read finds the end.
truth-exit-is-enough = It finds the end only when nobody has the writing end open, and the reader may have it open itself.
belief-same-pieces = A read returns just what one write wrote.
truth-same-pieces = A pipe is a stream of bytes. A read takes what is there, up to as much as it asks for.
belief-read-at-once = A read from an empty pipe returns at once.
truth-read-at-once = It waits until something is written, or until nobody has the writing end open any more.
belief-fixed-parent = A process's parent never changes.
truth-fixed-parent = When the parent ends, the child gets another one, and `os.getppid()` returns that.
belief-grandparent-adopts = An orphan is adopted by its grandparent.
truth-grandparent-adopts = It goes to the nearest subreaper, else to PID 1. An ordinary grandparent is passed over, and cannot wait for it.
belief-children-die = When a parent ends, its children end too.
truth-children-die = They go on as orphans, and what they print still comes.
belief-signals-queue = Every signal that is sent is received.
truth-signals-queue = While one is pending, another of the same kind changes nothing. So two can become one.
belief-kill-always-ends = kill always ends the process.
truth-kill-always-ends = It sends a signal. Who ignores it, or has a handler for it, goes on. Only SIGKILL leaves no choice.
belief-signal-reaches-children = A signal to a process reaches its children too.
truth-signal-reaches-children = `os.kill` with a PID reaches that one process.
belief-signal-at-once = A signal acts the moment it is sent.
truth-signal-at-once = The receiver notices it when it runs next, and others may do something before that.
belief-no-hang-waits = waitpid always waits.
truth-no-hang-waits = With WNOHANG it returns at once, with a PID of 0 when no child has ended yet.
belief-waitpid-any = waitpid returns when any child has ended.
truth-waitpid-any = With a PID it waits for that one child, however many others have ended.
belief-wait-for-all = One wait waits for all children.
truth-wait-for-all = It returns when one child has ended. Two children need two waits.
belief-wait-for-grandchildren = wait waits for grandchildren too.
truth-wait-for-grandchildren = It knows only the caller's own children. A grandchild may still be running.
belief-shared-variables = Parent and child share their variables.
truth-shared-variables = Each has its own copy from the fork on. What one changes, the other does not see.
belief-child-stops = A child runs only the branch that is meant for it.
truth-child-stops = Without an exit it goes on below the `if`, just as the parent does.
belief-child-from-the-top = A child starts at the top of the program.
truth-child-from-the-top = It starts where fork returns. What was done before is not done again.
belief-childs-code = The program ends with its child's exit code.
truth-childs-code = Each process has its own. That of the program is that of its first process.
belief-exit-ends-all = An exit ends the whole program.
truth-exit-ends-all = It ends the process that calls it. The others go on.
belief-one-more = Each fork in the text makes one process more.
truth-one-more = Every process that comes to a fork forks, the children too.
belief-first-not-counted = Only what fork makes counts.
truth-first-not-counted = The first process is one as well.
belief-wait-returns-at-once = wait does not hold up the parent.
truth-wait-returns-at-once = It blocks until a child has ended. All that this child did comes before what follows the wait.
belief-parent-first = After fork, the parent runs first.
truth-parent-first = The scheduler decides who runs, again and again. The child may come first, or in between.
belief-child-first = After fork, the child runs first.
truth-child-first = The scheduler decides who runs, again and again. The parent may come first, or in between.
belief-any-order = Processes run at the same time, so any order can come out.
truth-any-order = Each process keeps its own order, and a fork, a wait or a read puts one process's work before another's.

## Titles of reference cards

card-wait-status = wait status
card-exit-code = exit code
card-sys-exit = sys.exit
card-waitstatus-to-exitcode = os.waitstatus_to_exitcode
card-stdio-buffering = stdio buffering
card-os-exit = os._exit
card-pipe-eof = end of a pipe
card-pipe = os.pipe
card-getppid = os.getppid
card-orphan = orphan process
card-signals = signals
card-kill = os.kill
card-signal-inheritance = signals across fork
card-pending-signals = pending signals
card-wnohang = WNOHANG
card-waitpid = os.waitpid
card-wait = os.wait
card-fork = os.fork
card-process-graph = process graph
card-scheduling = scheduling

## python -m demos quiz

cli-number = { $number }.
cli-answer = Your answer (a number; Enter alone shows the solution):
cli-answers = Your answer (numbers, such as 1 3; Enter alone shows the solution):
cli-not-understood = Please answer with { $count ->
    [one] a number
   *[other] numbers
} from 1 to { $last }.
cli-right = Right.
cli-wrong = Not quite.
cli-solution = Solution
cli-believed = Often believed: “{ $belief }”
cli-outcomes = { $count ->
    [one] The program has one outcome, whatever the scheduling.
   *[other] The program has { $count } outcomes, each proven by a real run, and no others.
}
cli-again = The same quiz again: python -m demos quiz --seed { $seed }{ $rest }
