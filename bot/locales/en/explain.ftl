## Reference cards. See help.ftl for how commands are named.

command-explain = explain
    .description = Look up a function or an idea: waitpid, zombie, exit code…
    .topic = topic
    .topic-description = Which function or idea; without it, all of them are listed
    .examples =
        explain waitpid
        explain zombie process

command-search = search
    .description = Search the names and the text of all cards and demos
    .words = words
    .words-description = What to look for: reap, exit code, 回收, huishou
    .examples =
        search reap
        search who adopts an orphan

search-title = Search
search-found = The best matches for { $words }:
search-near = Nothing here is about all of { $words }. This comes near to it:
search-none = Nothing here has { $words } in its names or its text. Try fewer or other words, or look through all topics.
search-empty = Say what to look for, in English, Chinese or pinyin: `{ $prefix }search reap`, `{ $prefix }search huishou`.
search-pick-card = 📖 Open a card
search-pick-demo = ▶️ Run a demo

explain-list-title = Topics
explain-list-intro = Pick a topic below, or type `{ $prefix }explain waitpid`. Other names work as well: `WNOHANG`, `exit code`, `僵尸进程`.
explain-unknown = I have no card about { $name }. `{ $prefix }explain` lists all topics, `{ $prefix }search` looks into their text.
explain-unknown-near = I have no card about { $name }. Did you mean one of these?
explain-output = { $count ->
        [1] It prints:
       *[other] It prints one of these:
    }
explain-demo = Run the demo: { $demo }
explain-all = All topics
explain-pick = Pick a topic

explain-proven = { $proven } of { $claims } claims proven here (Linux { $kernel }, Python { $python })
explain-prove = 🧪 Prove it: pick one of { $count } claims
explain-summary = In short
explain-proving = The proof is running…
explain-next-proof = Next claim ({ $number }/{ $count })
explain-proof-holds = Proven by this run (Linux { $kernel }, Python { $python }).
explain-proof-orders = Proven by this run, and in { $orders } different orders (Linux { $kernel }, Python { $python }).
explain-proof-outcomes = { $outcomes ->
        [one] Proven by this run. Every possible scheduling was explored: there is no other outcome (Linux { $kernel }, Python { $python }).
       *[other] Proven by this run. Every possible scheduling was explored: there are { $outcomes } outcomes (Linux { $kernel }, Python { $python }).
    }
explain-proof-fails = Here (Linux { $kernel }, Python { $python }), this run does not show what the card claims. Please tell whoever hosts this bot.
