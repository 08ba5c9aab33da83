## Headings in the list of demos

topic-create = Creating processes
topic-exit = Ending a process
topic-wait = Waiting for children
topic-life = Zombies and orphans
topic-multiprocessing = multiprocessing
