## Every possible outcome of a program. What is said of the outcomes themselves is in demos/locales.

command-outcomes = outcomes
    .description = Everything that a program can print, whatever the scheduling
    .program = program
    .program-description = the name of a demo, or a program of your own in a code block
    .name = name
    .name-description = Which demo
    .parameters = parameters
    .parameters-description = What to change about the demo, for example children=2
    .file = file
    .file-description = A .py or .c file of your own; without this and a demo, a form opens
    .examples =
        outcomes orphan
        outcomes wait children=2
command-List-all-outcomes = List all outcomes
help-topic-outcomes = Every possible outcome

outcomes-running = ⏳ Running it in every order that can make a difference…
outcomes-waiting =
    { $place ->
        [one] ⏳ In the queue: yours is next.
       *[other] ⏳ In the queue: yours is number { $place }.
    }
outcomes-title = { $name }: every possible outcome
outcomes-all = All outcomes
outcomes-cancel = Cancel
outcomes-cancel-denied = Only the one who asked, or somebody who may manage messages here, can cancel this.
outcomes-over = This is over already. Please send the command again.
outcomes-busy = I am still listing the outcomes of your last program. Wait until it is done, or cancel it.
outcomes-kept = Nothing was listed. The program is kept here: to try again, answer this message with `{ $prefix }outcomes`.
outcomes-nothing = Which program? Name a demo, as in `{ $prefix }outcomes orphan`, or send one of your own in a code block, as a file, or by answering a message that has one.
outcomes-pick = See how an outcome comes about
outcomes-witness = How outcome { $number } comes about
outcomes-gone = What belongs to this list is no longer there. Please send the command again.
outcomes-differs = This time it came out differently: the program does not always do the same in the same order.
