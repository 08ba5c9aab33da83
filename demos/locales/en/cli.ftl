## Help of the command line

help = Run small fork programs in isolation and see every process event.
help-list = list the demos
help-run = run a demo or a program of your own, and show what happened
help-outcomes = list every outcome that any scheduling of a program could give
help-sleep = how sleeps are taken: ignored (a sleep synchronises nothing, and may take any time) or trusted (each takes exactly the time it says). Without it, both are tried and the difference is told
help-max-runs = runs after which to stop (default: { $default })
help-max-seconds = seconds after which to stop (default: { $default })
help-outcomes-json = print the outcomes as JSON, and nothing else
help-doctor = show which protections of the sandbox work on this machine
help-lang = language of the output (default: that of the terminal)
help-what = name of a demo, or a Python file
help-set = set a parameter of the demo; may be repeated
help-limit = set a limit of the run (wall_seconds, cpu_seconds, processes, memory_bytes, output_bytes); may be repeated
help-stdin = file to use as standard input of the program; - is this command's own
help-picture = also draw the timeline, as .png or .svg, or an animation of the process tree, as .webp
help-json = print the recording as JSON, and nothing else

## python -m demos list

list-parameter = { $name }={ $default } ({ $minimum } to { $maximum }): { $description }
list-hint = Run one with `python -m demos run NAME`, and set its parameter with `--set NAME=NUMBER`.

## python -m demos run

run-misconception = Often believed, and wrong: “{ $belief }”
run-program = Program { $name }
run-timeline = Timeline (seconds)
run-line = line { $line }
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
run-tree = Processes at { $t } s
run-ending = End
run-times = { $seconds } s of program time, { $wall } s on this machine

## python -m demos doctor

doctor-active = works
doctor-missing = missing

## Errors: what happened, and what to do

error-demo = There is no demo “{ $name }”. See the names with: python -m demos list
error-demo-near = There is no demo “{ $name }”. Did you mean: { $near }?
error-file = { $file }: { $reason }
error-language = { $file } is no Python program. Give a file that ends in .py.
error-set-file = Only demos have parameters; leave out --set for a file.
error-pair = “{ $option }” is not NAME=NUMBER.
error-parameter = The demo has no parameter “{ $name }”. It has: { $known }
error-no-parameter = The demo has no parameter “{ $name }”; leave out --set.
error-whole = { $name } must be a whole number from { $minimum } to { $maximum }, not “{ $value }”.
error-number = { $name } must be a number from { $minimum } to { $maximum }, not “{ $value }”.
error-limit = There is no limit “{ $name }”. There are: { $known }
error-limit-value = The limit { $name } must be a number above 0, not “{ $value }”.
error-picture-kind = A picture is .png, .svg or .webp (animated), not “{ $file }”.
error-picture-folder = The picture cannot be written: there is no folder “{ $folder }”, or you may not write there.
error-isolation = Nothing was run: this machine cannot isolate the program ({ $reason }).
    See what is missing, and how to get it, with: python -m demos doctor
error-run = The run failed: { $reason }. Please try again.
