## Programs of one's own. See help.ftl for how commands are named.

command-run = run
    .description = Run a program of your own and see what its processes do
    .program = program
    .program-description = a code block; before it, as you like, c, seed=3, clock=real, schedule=natural
    .file = file
    .file-description = A .py or .c file; without one, a form opens
    .options = options
    .options-description = seed=3 for another order, clock=real, schedule=natural
    .examples =
        run
        run seed=3
        run c clock=real
command-Run-with-Forklore = Run with Forklore
help-topic-run = Run your own

run-running = ⏳ It runs now, for at most { $seconds } s.
run-waiting =
    { $place ->
        [one] ⏳ In the queue: yours is next.
       *[other] ⏳ In the queue: yours is number { $place }.
    }
run-not-run = Nothing was run. The program is kept here: try again with the button.
run-origin = The program is in [this message]({ $url }).
run-hint-characters = 💡 A character in your program is not what it looks like: a phone makes curly quotes (“ ”), a Chinese keyboard wide brackets （ ）, and copied text may hold invisible spaces. Type it anew. On an iPhone, switch off Settings › General › Keyboard › Smart Punctuation.

run-words-seed = seed { $seed }
run-words-real = real time
run-words-natural = natural order

run-again = Run again
run-another-order = Another order

## What can be wrong

run-nothing =
    I see no program in that. Write three backticks above it and below it:
    { $prefix }run
    \`\`\`py
    import os
    print(os.getpid())
    \`\`\`
    Easier on a phone: the button below opens a form. (Backticks are there too: on an iPhone hold the key `'`, on Android look behind `?123` and `=\<`.)
    Or attach a `.py` or `.c` file, or answer somebody's program with `{ $prefix }run`. A second code block is the standard input.
run-form-open = Write a program
run-file-kind = { $name } is not a program that I run. Attach a `.py` or `.c` file, or send the program as text: a picture of it will not do.
run-language = I do not run { $name }. I run Python (`py`) and C (`c`).
run-option-unknown = What is { $name }? Before the code block there may be `py` or `c`, `seed=3` for another order, `clock=real` and `schedule=natural`.
run-option-value = { $name } cannot be { $value }. It can be { $choices }.
run-option-seed = A seed is a whole number from 0 to { $maximum }, so { $value } cannot be one.
run-too-long = { $name } is too long: { $size } KiB. I take at most { $most } KiB.
run-not-text = { $name } is not text in UTF-8. Save it as UTF-8 in your editor, and send it again.
run-gone = The program is no longer there: its message was deleted or changed. Please send it again.
run-no-history = To run it again I have to read the message with the program, and I may not: somebody who manages this server can give me the permission Read Message History here. Or send the program again.
run-off = Here I run no programs of your own: whoever runs this bot has switched that off. `{ $prefix }demo` lists the programs that I do run.
run-off-here = On this server I run no programs of your own: those who manage it have switched that off. `{ $prefix }demo` lists the programs that I do run.
run-too-many-waiting = { $count } of your programs wait already. Send the next one when some of them are done.
run-too-fast =
    { $count ->
        [one] You may run one program in a minute.
       *[other] That makes { $count } programs in a minute.
    } { $seconds ->
        [one] You can run the next one in a second.
       *[other] You can run the next one in { $seconds } seconds.
    }
run-too-fast-server =
    { $count ->
        [one] This server may run one program in a minute.
       *[other] This server has run { $count } programs in a minute, which is all it may.
    } { $seconds ->
        [one] Try again in a second.
       *[other] Try again in { $seconds } seconds.
    }

## The form. Discord cuts a label after 45 characters.

run-form-title = Run a program
run-form-source = Program
run-form-source-hint = import os …
run-form-stdin = Standard input
run-form-stdin-hint = What the program reads, if it reads
run-form-language = Language
run-form-mode = Time and order
run-form-mode-virtual = Simulated time: instant, repeatable
run-form-mode-real = Real time
run-form-mode-natural = Real time, in the kernel's order
