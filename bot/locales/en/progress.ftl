## What one has predicted and answered, and the board of a server. See help.ftl for how commands are named.

command-progress = progress
    .description = What you got right in experiments and quizzes, by concept
command-board = board
    .description = Who of this server has predicted best, of those who want to compare
command-board-show = show
    .description = Who of this server has predicted best, of those who want to compare
command-board-join = join
    .description = Be on the board of this server
command-board-leave = leave
    .description = Be on the board of this server no longer
help-topic-progress = How you get on

progress-title = Your predictions and answers
progress-none = You have not predicted anything yet. Take part in an experiment, begin one with `{ $prefix }lab start orphan`, or answer a question: `{ $prefix }quiz`
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
        [one] 📅 One day in a row with a prediction or an answer.
       *[other] 📅 { $count } days in a row with a prediction or an answer.
    }
progress-concepts = By concept, the weakest first
progress-latest = The latest
progress-quiz = quiz: { $topic }
progress-own = programs of your own
board-title = The board of this server
board-line = { $place } { $user }: { $right } of { $judged } right
board-how = Only those are here who want to: `{ $prefix }board join`, `{ $prefix }board leave`. What counts are predictions in experiments on this server.
board-empty = Nobody is on the board yet. `{ $prefix }board join` puts you there, and nobody is there who did not ask for it.
board-joined = You are on the board of this server. `board leave` takes you off again.
board-left = You are no longer on the board of this server.
