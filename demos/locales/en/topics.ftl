## Headings in the list of demos

topic-create = Creating processes
topic-exit = Ending a process
topic-wait = Waiting for children
topic-life = Zombies and orphans
topic-signals = Signals
topic-io = Pipes and files
topic-exec = Running another program
topic-groups = Groups, sessions and daemons
topic-multiprocessing = multiprocessing
