## Demos: programs that really run. See help.ftl for how commands are named.

command-demo = demo
    .description = Run a small program and see what its processes do
    .name = name
    .name-description = Which demo; without it, all of them are listed
    .parameters = parameters
    .parameters-description = What to change, as children=5; seed=3 for another order, clock=real, schedule=natural
    .examples =
        demo orphan
        demo zombie children=5
        demo first seed=3

demo-list-title = Demos
demo-list-intro = Small programs that really run. Pick one below, or type `{ $prefix }demo orphan`. Some take parameters: `{ $prefix }demo zombie children=5`.
demo-running = ⏳ Running. This takes { $seconds } s at most.
demo-running-again = ⏳ Running it again…
demo-unknown = There is no demo { $name }. `{ $prefix }demo` lists them all.
demo-unknown-near = There is no demo { $name }. Did you mean one of these?
demo-source = { $name } – also runs by itself, with python3 on Linux.

demo-parameter-bounds = { $minimum } to { $maximum }, by default { $default }
demo-parameters = **You can change:**
demo-parameter-range = { $name } goes from { $minimum } to { $maximum }, so { $value } does not fit.
demo-parameter-whole = { $name } is a whole number from { $minimum } to { $maximum }, so { $value } does not fit.
demo-parameter-unknown =
    This demo has no parameter { $name }.
    { $known }
demo-parameter-none = This demo has no parameters, so { $name } cannot be set.
demo-parameter-syntax = I could not read { $text }. Parameters are written like this: `children=5`, and time and order like this: `seed=3`, `clock=real`, `schedule=natural`

demo-again = Run again
demo-show-source = Source
demo-explain = Explain
demo-all = All demos
demo-pick = Pick a demo
