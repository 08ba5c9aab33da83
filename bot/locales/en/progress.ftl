## What one has predicted, and the board of a server. See help.ftl for how commands are named.

command-progress = progress
    .description = What you have predicted, and what you got right
command-board = board
    .description = Who of this server has predicted best, of those who want to compare
command-board-show = show
    .description = Who of this server has predicted best, of those who want to compare
command-board-join = join
    .description = Be on the board of this server
command-board-leave = leave
    .description = Be on the board of this server no longer
help-topic-progress = How you get on

progress-title = Your predictions
progress-none = You have not predicted anything yet. Take part in an experiment, or begin one: `{ $prefix }lab start orphan`
progress-judged =
    { $judged ->
        [0] None of them is revealed yet.
       *[other] { $right } of { $judged } were right.
    }
progress-open =
    { $count ->
        [one] One is not revealed yet.
       *[other] { $count } are not revealed yet.
    }
progress-streak = 🔥 { $count } right in a row. Your best: { $best }.
progress-days =
    { $count ->
        [one] 📅 One day in a row with a prediction.
       *[other] 📅 { $count } days in a row with a prediction.
    }
progress-concepts = By concept, the weakest first
progress-own = programs of your own
board-title = The board of this server
board-line = { $place } { $user }: { $right } of { $judged } right
board-how = Only those are here who want to: `{ $prefix }board join`, `{ $prefix }board leave`. What counts are predictions on this server.
board-empty = Nobody is on the board yet. `{ $prefix }board join` puts you there, and nobody is there who did not ask for it.
board-joined = You are on the board of this server. `board leave` takes you off again.
board-left = You are no longer on the board of this server.
