## 演示列表中的标题

topic-create = 创建进程
topic-exit = 结束进程
topic-wait = 等待子进程
topic-life = 僵尸进程与孤儿进程
topic-multiprocessing = multiprocessing 模块
