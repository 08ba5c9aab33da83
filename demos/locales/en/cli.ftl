## Help of the command line

help = Run small fork programs in isolation and see every process event.
help-list = list the demos
help-run = run a demo or a program of your own, and show what happened
help-outcomes = list every outcome that any scheduling of a program could give
help-sleep = how sleeps are taken: ignored (a sleep synchronises nothing, and may take any time) or trusted (each takes exactly the time it says). Without it, both are tried and the difference is told
help-max-runs = runs after which to stop (default: { $default })
help-max-seconds = seconds after which to stop (default: { $default })
help-outcomes-json = print the outcomes as JSON, and nothing else
help-quiz = ask what a small program can print, and reveal the proven answer
help-doctor = show which protections of the sandbox work on this machine
help-lang = language of the output (default: that of the terminal)
help-what = name of a demo, or a Python or C file
help-set = set a parameter of the demo; may be repeated
help-limit = set a limit of the run (wall_seconds, cpu_seconds, processes, memory_bytes, output_bytes); may be repeated
help-stdin = file to use as standard input of the program; - is this command's own
help-clock = virtual (default): sleeps cost no real time; real: time passes as usual
help-seed = another order of the processes for each number; 0 (default) is what one usually sees
help-schedule = controlled (default): the same run each time; natural: let the kernel decide, and watch; FILE: replay a recording (--json), its list of choices, or an outcome of "outcomes --json"
help-picture = also draw the timeline, as .png or .svg, or an animation of the process tree, as .webp
help-step = step through it: → or n on, ← or p back, g to the first step, G to the last, q to quit; where there is no terminal, print every step
help-json = print the recording as JSON, and nothing else
help-quiz-seed = the same number gives the same quiz (default: a random one)
help-quiz-topic = what the program is about (default: what the seed says)
help-quiz-level = how hard it is, from 1 to 4 (default: what the seed says)
help-quiz-json = print the question and the answer key as JSON, and nothing else

## python -m demos list

list-parameter = { $name }={ $default } ({ $minimum } to { $maximum }): { $description }
list-hint = Run one with `python -m demos run NAME`, and set its parameter with `--set NAME=NUMBER`.

## python -m demos run

run-misconception = Often believed, and wrong: “{ $belief }”
run-program = Program { $name }
run-timeline = Timeline (seconds)
run-line = line { $line }
run-diagnostics = The compiler warns
run-output = Output
run-no-output = Nothing was written.
run-missing = … { $bytes ->
    [one] and { $bytes } more byte
   *[other] and { $bytes } more bytes
}
run-stderr = { $mark } marks what was written to stderr.
run-goes-on = { $mark } stands where text goes on in a line that another process began.
run-omitted = { $bytes ->
    [one] { $bytes } byte in the middle of the output was not kept.
   *[other] { $bytes } bytes in the middle of the output were not kept.
}
run-omitted-events = { $count ->
    [one] { $count } more event was not kept.
   *[other] { $count } more events were not kept.
}
run-tree = Processes at { $t } s
run-ending = End
run-times = Took { $seconds } s.
run-times-virtual = { $seconds } s of program time, { $milliseconds } ms of yours.

## python -m demos run --step

step-title = Step { $number } of { $count } · { $t } s
step-keys = → n on · ← p back · g first · G last · q quit
step-left-out = { $count ->
    [one] … one line left out …
   *[other] … { $count } lines left out …
}

## python -m demos doctor

doctor-active = works
doctor-missing = missing

## Errors: what happened, and what to do

error-demo = There is no demo “{ $name }”. See the names with: python -m demos list
error-demo-near = There is no demo “{ $name }”. Did you mean: { $near }?
error-file = { $file }: { $reason }
error-language = { $file } is neither a Python nor a C program. Give a file that ends in .py or .c.
error-no-compiler = Nothing was run: there is no C compiler here. Install one (on Debian and Ubuntu: sudo apt-get install gcc libc6-dev), or run a Python program.
error-set-file = Only demos have parameters; leave out --set for a file.
error-pair = “{ $option }” is not NAME=NUMBER.
error-parameter = The demo has no parameter “{ $name }”. It has: { $known }
error-no-parameter = The demo has no parameter “{ $name }”; leave out --set.
error-whole = { $name } must be a whole number from { $minimum } to { $maximum }, not “{ $value }”.
error-number = { $name } must be a number from { $minimum } to { $maximum }, not “{ $value }”.
error-limit = There is no limit “{ $name }”. There are: { $known }
error-limit-value = The limit { $name } must be a number above 0, not “{ $value }”.
error-seed = A seed is a whole number from 0 on, not “{ $value }”.
error-schedule = “{ $value }” is neither controlled nor natural, nor a file that can be read ({ $reason }).
error-schedule-file = { $file } holds nothing to replay: give a recording (the output of run --json), a JSON list of its choices, or one outcome of outcomes --json.
error-natural = Where the kernel decides the order, time is real and no seed counts: leave out --seed and --clock virtual, or --schedule natural.
error-replay-natural = That recording has a natural schedule: the kernel decided, so there are no choices to replay.
error-replay-outcome = An outcome has its clock and order: leave out --clock and --seed.
error-replay-rest = The schedule does not fit this program, which came to only { $made } of the { $choices } choices in it. Replay it with the program, the parameters (--set) and the options that it was recorded with.
error-mismatch = The schedule does not fit this program: PID { $who } was to go at choice { $choice }, and cannot. Replay it with the program, the parameters (--set) and the options that it was recorded with.
error-picture-kind = A picture is .png, .svg or .webp (animated), not “{ $file }”.
error-picture-folder = The picture cannot be written: there is no folder “{ $folder }”, or you may not write there.
error-isolation = Nothing was run: this machine cannot isolate the program ({ $reason }).
    See what is missing, and how to get it, with: python -m demos doctor
error-run = The run failed: { $reason }. Please try again.
