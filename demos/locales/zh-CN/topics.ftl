## 演示列表中的标题

topic-create = 创建进程
topic-exit = 结束进程
topic-wait = 等待子进程
topic-life = 僵尸进程与孤儿进程
topic-signals = 信号
topic-io = 管道与文件
topic-exec = 执行另一个程序
topic-groups = 进程组、会话与守护进程
topic-multiprocessing = multiprocessing 模块
