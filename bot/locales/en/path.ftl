## The guided course. Its steps are in cogs/path/course.toml. See help.ftl for how commands are named.

command-path = path
    .description = Learn step by step: cards, demos and quizzes in a good order
command-path-show = show
    .description = The step of the course that you are at
command-path-next = next
    .description = Go on to the next step of the course
command-path-back = back
    .description = Go back to the step before
command-path-where = where
    .description = Where you are in the course, with all its steps
help-topic-path = Learn step by step

path-title = Step { $number } of { $count } · { $chapter }
path-next-up = Next: { $step }
path-how = Your place is kept. `{ $prefix }path` brings you back to it, today or next week.
path-quiz = Quiz: { $topic }, level { $level }
path-open-card = Read the card
path-open-demo = Run the demo
path-open-quiz = Take the quiz
path-next = Next
path-back = Back
path-where = Where am I?
path-here = To my step
path-again = Start again
path-map-title = The course
path-map-here =
    { $left ->
        [0] You have been through all { $count } steps.
        [one] You are at step { $number } of { $count }: the last one.
       *[other] You are at step { $number } of { $count }.
    }
path-pick = Go to a step
path-end-title = You have been through the whole course 🎓
path-end =
    Those were { $count } steps. What now?
    - `{ $prefix }quiz` asks as much as you like, `{ $prefix }quiz pipes 4` what is hard.
    - `{ $prefix }run` runs a program of your own, `{ $prefix }outcomes` lists all that it can do.
    - `{ $prefix }lab start orphan` begins an experiment with your group.
