## Experiments of a study group: predict, run, reveal, discuss. See help.ftl for how commands are named.

command-lab = lab
    .description = Experiments for a group: everybody predicts, it runs once for all, and you compare
    .examples =
        lab start orphan
        lab list
command-lab-start = start
    .description = Begin an experiment in this channel
    .what = what
    .what-description = A demo, code, outcomes DEMO or quiz TOPIC; then ask=output,exit countdown=120
    .file = file
    .file-description = A .py or .c file of your own
    .examples =
        lab start orphan
        lab start wait children=2 ask=output,processes countdown=120
        lab start outcomes wait
        lab start quiz wait 2
command-lab-list = list
    .description = The experiments of this channel, or of the whole server
    .where = where
    .where-description = server for all channels
    .examples =
        lab list
        lab list server
command-lab-show = show
    .description = Where an experiment is, and how it stands; shown anew if its message is gone
    .number = number
    .number-description = Which one; without it, the latest of this channel
    .examples = lab show 3
command-lab-again = again
    .description = The same experiment once more, with you as its host
    .number = number
    .number-description = Which one; without it, the latest of this channel
    .examples = lab again 3
command-lab-close = close
    .description = End an experiment
    .number = number
    .number-description = Which one; without it, the latest of this channel
    .examples = lab close 3
command-lab-export = export
    .description = Your predictions as JSON and CSV; as a host, all of an experiment
    .number = number
    .number-description = An experiment that you host; without it, everything of your own
    .examples =
        lab export
        lab export 3
help-topic-lab = Experiments for a group

lab-phase-predict = predict
lab-phase-run = run
lab-phase-reveal = reveal
lab-phase-discuss = discuss
lab-phase-closed = closed
lab-footer = Experiment { $id } · trial { $trial }

lab-thread = Experiment { $id }: { $title }
lab-talk = Talk about it in { $thread }.
lab-asked-output = What does it print?
lab-asked-exit = How does the first process end?
lab-asked-processes = How many processes are there, with the first?
lab-asked-outcomes = How many different outcomes are possible?
lab-changed = **Changed:** { $changes }
lab-change-constant = { $name } = { $after } (was { $before })
lab-change-line = line { $line } is now { $after }
lab-change-gone = line { $line } does nothing now (was { $before })
lab-change-order = another order (seed { $seed })
lab-cut = The whole program is in the file.
lab-predicted =
    { $count ->
        [0] Nobody has predicted yet.
        [one] One has predicted.
       *[other] { $count } have predicted.
    }
lab-deadline = It runs { $when }.
lab-lead-run = { $hosts } runs it when you are ready; after 10 minutes without a host, anybody can.
lab-lead-reveal = { $hosts } reveals what came out; after 10 minutes without a host, anybody can.
lab-running = ⏳ Predictions are closed. It is running…
lab-ran = ✅ It has run, once for all of you. Predictions are closed.
lab-everybody = everybody
lab-closed-now = 🔒 This experiment is closed.

lab-button-predict = Predict
lab-button-run = Run it
lab-button-rerun = Still running?
lab-button-reveal = Reveal
lab-button-hundred = Run it 100 times
lab-button-natural = 100 times, natural order
lab-button-vary = Try a variation
lab-button-more = More
lab-button-runs = All trials
lab-button-mine = My predictions
lab-button-source = Program
lab-button-close = Close
lab-button-export = Export
lab-choose = Choose all that can be
lab-cohosts = Co-hosts: who may run and reveal too
lab-countdown = Countdown
lab-countdown-seconds =
    { $seconds ->
        [0] No countdown
       *[other] Run in { $time }
    }
lab-minutes = { $count } min
lab-seconds = { $count } s

lab-form-title = Your prediction
lab-form-output = What does it print? Line by line
lab-form-output-hint = Capitals and spaces do not matter. Leave it empty if it prints nothing.
lab-form-exit = How does the first process end?
lab-form-exit-hint = An exit code such as 0, a signal such as SIGKILL, or deadlock
lab-form-processes = How many processes, with the first?
lab-form-processes-hint = A number
lab-form-outcomes = How many outcomes are possible?
lab-form-outcomes-hint = A number
lab-code-title = A program to experiment with
lab-code-source = Program
lab-code-ask = What is to be predicted
lab-code-language = Language
lab-line-title = Change line { $line }
lab-line-text = Line { $line } is now

lab-kept = 📝 Your prediction is kept. Only you see it, and you can change it until it runs.
lab-nothing-printed = *nothing*
lab-mine-none = You have not predicted anything here.
lab-mine-line = **Trial { $trial }:** { $verdict }
lab-value-exit = exit code { $code }
lab-value-signal = ended by { $signal }
lab-value-deadlock = deadlock
lab-value-other = { $kind }

lab-verdict-right = ✅ right
lab-verdict-possible = 🔶 possible, but not what happened this time
lab-verdict-partly = 🟡 partly right
lab-verdict-wrong = ❌ not what happens
lab-verdict-open = not revealed yet
lab-with-lines = { $what } ({ $matched } of { $total } lines)
lab-score-right = ✅ **Right ({ $count } of { $all }):** { $names }
lab-score-possible = 🔶 **Possible, but not this time ({ $count }):** { $names }
lab-score-partly = 🟡 **Partly ({ $count }):** { $names }
lab-score-wrong = ❌ **Something else:** { $count }
lab-more-names = { $count } more
lab-nobody = Nobody has predicted.
lab-answer = **{ $what }** { $value }
lab-answer-processes = Processes:
lab-outcomes-complete =
    { $count ->
        [one] Whatever the scheduling, this is the only outcome.
       *[other] This is one of { $count } possible outcomes.
    }
lab-outcomes-some =
    { $count ->
        [one] At least this outcome is possible.
       *[other] At least { $count } outcomes are possible; this is one.
    }
lab-belief = 💭 **Most common misconception ({ $count }):** *{ $belief }* { $truth }
lab-belief-demo = ❌ *{ $belief }*

lab-chart-title = What was predicted
lab-chart-right = what happened
lab-chart-possible = possible
lab-chart-others =
    { $count ->
        [one] and one other answer
       *[other] and { $count } other answers
    }
lab-chart-nothing = (nothing)
lab-samples-title = { $runs } runs
lab-samples-natural = { $runs } runs in natural order
lab-samples-seen = You have seen { $seen } of { $total } possible outcomes.
lab-samples-seen-all =
    { $total ->
        [one] You have seen the only possible outcome.
       *[other] You have seen all { $total } possible outcomes.
    }
lab-samples-open = You have seen { $seen } outcomes. How many are possible is not known.
lab-samples-unseen = possible, not seen
lab-samples-running = ⏳ Running it 100 times…
lab-samples-done = Done: see the experiment.

lab-variation-pick = What to change
lab-variation-line = Change a line
lab-variation-intro = What is to be different? Everybody predicts again, and the trials before stay in the list.
lab-variation-own = Another line…
lab-variation-order = Another order
lab-variation-begun = Trial { $trial } has begun.
lab-trials-title = All trials
lab-trial = Trial { $trial }
lab-trial-first = as it was
lab-trial-right = { $right } of { $all } right
lab-trial-running = not run yet
lab-trial-hidden = has run, not revealed yet
lab-trial-outcomes = { $count } possible outcomes
lab-trial-steps = Step through a trial
lab-more-host = You are a host here.
lab-hosts-now = Co-hosts now: { $hosts }
lab-hosts-none = There are no co-hosts now.
lab-counting = It runs { $when }.
lab-not-counting = There is no countdown now.
lab-closed-done = The experiment is closed.

lab-list-title = Experiments
lab-list-none = There are no experiments here. `{ $prefix }lab start orphan` begins one.
lab-list-line = **{ $id }** { $title } · { $phase } · { $predictions ->
        [one] 1 prediction
       *[other] { $predictions } predictions
    } { $link }
lab-link = [go there]({ $url })
lab-here = Experiment { $id } is here: { $url }
lab-export-sent = I have sent you the file in a direct message.
lab-export-none = There is nothing to export yet.
lab-export-own = Everything that you have predicted, and whether you were right in quizzes.
lab-export-all = Experiment { $id }: all predictions that are revealed.

lab-closed = This experiment is closed. `{ $prefix }lab again { $id }` begins it anew.
lab-too-late = Too late: predictions for this trial are closed.
lab-hosts-only = Only { $hosts } can do this; or anybody, once they have been gone for 10 minutes.
lab-host-alone = Only the host, { $hosts }, can choose co-hosts.
lab-has-run = It has been run already.
lab-not-run = It has not been run yet.
lab-not-revealed = Reveal this trial first.
lab-outdated = That was for an earlier trial.
lab-too-many-trials = An experiment has 25 trials at most. `{ $prefix }lab again { $id }` begins a new one.
lab-too-many-hosts = There can be 20 co-hosts at most.
lab-gone = I no longer have this experiment. `{ $prefix }lab start` begins one.
lab-none-here = There is no experiment in this channel. `{ $prefix }lab start orphan` begins one.
lab-nothing = What shall the experiment be about? Name a demo, as in `{ $prefix }lab start orphan`; or add a program of your own, as a code block or file; or `{ $prefix }lab start outcomes wait`, `{ $prefix }lab start quiz`.
lab-bad-ask = I can ask for { $choices }, not for { $word }.
lab-bad-countdown = The countdown is a time such as 90 or 5m, up to 24 hours, not { $word }.
lab-bad-exit = How does it end? An exit code such as 0, a signal such as SIGKILL, or `deadlock`. I could not read { $word }.
lab-bad-processes = How many processes is a number. I could not read { $word }.
lab-bad-outcomes = How many outcomes is a number. I could not read { $word }.
lab-no-variation = This change is not possible, or changes nothing.
lab-quiz-no-variation = A quiz has no variations. `{ $prefix }lab start quiz` asks another one.
lab-too-slow-natural = In real time this would take too long.
lab-edited = This experiment has begun. To begin another one, send a new message.
lab-export-denied = I may not send you direct messages. Use `/lab export`, whose answer only you see.
lab-export-hosts-only = Only its hosts can export experiment { $id }. `{ $prefix }lab export` is everything of your own.
lab-roles-only = On this server, experiments are begun by those with one of these roles: { $roles }. You can take part in theirs.
