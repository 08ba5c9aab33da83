## 图片里的文字。要短：手机上图片只有约 400 像素宽。

picture-timeline = { $name } 的时间线
picture-tree = { $name } 的进程树
picture-time = { $seconds } 秒
picture-time-virtual = { $seconds } 秒（模拟时间）
picture-pause = +{ $seconds } 秒
picture-pause-ms = +{ $milliseconds } 毫秒
picture-axis = 从左到右按事件发生的顺序，每个事件一步；宽度不代表时间长短。
picture-axis-pauses = 从左到右按事件发生的顺序，每个事件一步；灰色竖带表示有时间流逝。
picture-gap = { $events } 个事件未画出
picture-hidden = 还有 { $processes } 个进程未画出。

picture-pid = PID { $pid }
picture-init = init
picture-child = { $parent } 的子进程
picture-exit = 退出码 { $code }
picture-adopted = 被 { $pid } 收养

picture-running = 运行
picture-waiting = 等待
picture-sleeping = 睡眠
picture-stopped = 停止
picture-zombie = 僵尸
picture-fork = fork
picture-reap = 回收
picture-adoption = 收养
picture-signal = 信号
picture-stdout = 输出
picture-stderr = 错误输出
