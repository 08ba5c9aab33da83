## What is kept about people, and how it is deleted. See help.ftl for how commands are named.

command-forget = forget
    .description = Delete what is kept about you
command-forget-me = me
    .description = Delete everything that is kept about you, now
help-topic-privacy = Your data

forget-how = `{ $prefix }forget me` deletes everything that I keep about you, at once and for ever: your language, answers, predictions, progress, places on boards, and recordings of your own programs. Messages are Discord's: delete a question of yours, and my answer goes too.
forgot = Everything that I kept about you is deleted:
forgot-nothing = I keep nothing about you.
forgot-language = your choice of language
forgot-predictions =
    { $count ->
        [one] one prediction, with your progress
       *[other] { $count } predictions, with your progress
    }
forgot-experiments =
    { $count ->
        [one] one experiment that you began
       *[other] { $count } experiments that you began
    }
forgot-boards =
    { $count ->
        [one] your place on one board
       *[other] your places on { $count } boards
    }
forgot-answers =
    { $count ->
        [one] one answer to a quiz
       *[other] { $count } answers to quizzes
    }
forgot-results =
    { $count ->
        [one] whether you were right in one quiz
       *[other] whether you were right in { $count } quizzes
    }
forgot-paths = where you are in the guided course
forgot-quizzes =
    { $count ->
        [one] one quiz that you began
       *[other] { $count } quizzes that you began
    }
forgot-recordings =
    { $count ->
        [one] one recording of a program of your own
       *[other] { $count } recordings of programs of your own
    }
forgot-changes =
    { $count ->
        [one] your name beside one change of a server's settings
       *[other] your name beside { $count } changes of servers' settings
    }
forgot-handed-over =
    { $count ->
        [one] your name in one experiment or quiz in which others took part: it goes on without you
       *[other] your name in { $count } experiments and quizzes in which others took part: they go on without you
    }
