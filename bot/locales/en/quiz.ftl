## Quizzes. The questions themselves are in demos/locales. See help.ftl for how commands are named.

command-quiz = quiz
    .description = A question about a small program: what can it print? The answers are proven
    .words = topic and level
    .words-description = fork, wait, exit, buffers, pipes, orphans or signals; a level from 1 to 4; seed=1234; timer=60; alone
    .topic = topic
    .topic-description = What the program is about
    .level = level
    .level-description = How hard it is: 1 to 4
    .seed = seed
    .seed-description = The number of a quiz that somebody has shared
    .timer = timer
    .timer-description = Seconds for the others once one of them has answered; 0: until you reveal it
    .alone = alone
    .alone-description = Only you see it, and the solution comes at once
    .examples =
        quiz
        quiz wait 2
        quiz seed=1234
help-topic-quiz = Test yourself

quiz-making = ⏳ Looking for a program, and proving every answer…
quiz-choose = Choose all that are possible
quiz-share = The same quiz: { $command }

quiz-answers = { $count ->
    [0] Nobody has answered yet.
    [one] One has answered.
   *[other] { $count } have answered.
}
quiz-standing = { $count } { $then }
quiz-host = { $host } reveals the solution.
quiz-deadline = The solution comes { $when }.
quiz-chosen = Your answer is kept: { $chosen }. Only you see this, and you can change it until the solution is shown.
quiz-reveal = Show the solution
quiz-revealed = The solution is shown.

quiz-right = You were right!
quiz-wrong = Not quite. 👈 is what you chose.
quiz-nobody = Nobody has answered.
quiz-none-right = { $answers ->
    [one] One has answered, and was not right.
   *[other] { $answers } have answered, and nobody was right.
}
quiz-who-right = 🏆 **Right ({ $count } of { $answers }):** { $names }
quiz-more = { $count } more
quiz-see = See it happen, step by step
quiz-proof = A run with the result { $what }:
quiz-again = Another one

quiz-over = The solution is shown already, so no answer counts any more.
quiz-host-only = Only { $host }, who started it, can show the solution, or somebody who may manage messages here.
quiz-not-yours = This quiz is for { $host } alone. Start your own with `{ $prefix }quiz`.
quiz-one-only = Only one answer is right here. Choose one.
quiz-gone = I no longer have this quiz: I keep each one for { $days } days. `{ $prefix }quiz` asks another one.
quiz-unknown-word = What is { $word }? Name a topic ({ $topics }), a level from 1 to 4, or a quiz by its number: `{ $prefix }quiz seed=1234`.
quiz-bad-level = A level is 1, 2, 3 or 4, not { $word }.
quiz-bad-seed = The number of a quiz is a whole number, such as `{ $prefix }quiz seed=1234`, not { $word }.
quiz-bad-timer = The timer is a number of seconds from 0 to { $most }, not { $word }.
