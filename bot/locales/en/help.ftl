## Commands about the bot itself. A name of a command or of a parameter is in lower case and has no spaces.

command-help = help
    .description = All commands, or one of them in detail
    .name = command
    .name-description = Which command
    .examples =
        help
        help demo
command-about = about
    .description = Version, uptime, latency, workers, and how programs are isolated
command-language = language
    .description = Choose the language of my answers to you
    .language = language
    .language-description = en, zh-CN, or auto for the language of your Discord
    .examples =
        language zh-CN
        language auto

help-title = What Forklore can do
help-intro = I run small programs that fork, in isolation, and show what really happened: the order of events, the states of the processes, who reaps whom.
help-footer = { $prefix }help COMMAND tells more about one. Edit your message, and my answer changes with it; delete it, and the answer goes too.
help-parameters = Parameters
help-examples = Examples
help-slash = As a slash command
help-aliases = Other names
help-unknown = There is no command { $name }. `{ $prefix }help` lists them all.
help-unknown-near = There is no command { $name }. Did you mean `{ $prefix }{ $near }`?
help-topic-demo = See it happen
help-topic-explain = Look it up
help-topic-help = About me

about-intro = A bot that shows how operating systems run processes. Nothing it shows is made up: every PID, state and line of output was seen in a real run.
about-privacy = Your data
about-privacy-value = Kept is only what is needed, and programs of your own for a day. `{ $prefix }forget me` deletes it all; `PRIVACY.md` in the source says what is kept, where and for how long.
about-started = Started
about-latency = Latency
about-ms = { $ms } ms
about-workers = Workers
about-workers-value = { $workers } ({ $busy } busy, { $queued } waiting)
about-isolation = Isolation of the programs
about-active = ✅ active: { $names }
about-inactive = ❌ not active here: { $names }

language-name = English
language-aliases = english, 英文, 英语
language-name-automatic = Automatic (as in Discord)
language-now = I answer you in English. Choose with `{ $prefix }language CODE`: { $choices }, or `auto` for the language of your Discord or of the server.
language-chosen = From now on I answer you in English.
language-automatic = From now on I answer you in the language of your Discord, or of the server.
language-unknown = I do not speak { $name } yet. I speak { $choices }.
