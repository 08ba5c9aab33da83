## The reference site: `python -m cogs.explain site FOLDER`.

pages-title = Forklore
pages-description = How processes work: reference cards, and programs that really ran
pages-intro = Everything here also works without a network. What the demos show was recorded: each ran on the machine that made this site.
pages-home = Home
pages-cards = Cards
pages-demos = Demos
pages-misconception = Refutes
pages-notice = What to notice
pages-steps = Step by step
pages-keys = The buttons, or the keys ← and →.
pages-picture = Picture
pages-program = Program
pages-output = Output
pages-no-output = It wrote nothing.
pages-see-also = See also
pages-demo = Demo
pages-card = Card
pages-sources = Sources
pages-first = First step
pages-back = One step back
pages-next = One step on
pages-last = Last step
pages-so-far = Output so far
pages-tree = Processes
