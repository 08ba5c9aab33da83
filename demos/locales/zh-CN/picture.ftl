## 图片里的文字。要短：手机上图片只有约 400 像素宽。

picture-timeline = { $name } 的时间线
picture-tree = { $name } 的进程树
picture-seconds = { $seconds } 秒
picture-milliseconds = { $milliseconds } 毫秒
picture-simulated = { $time }（模拟时间）
picture-pause = +{ $time }
picture-axis = 从左到右是事件的先后顺序，宽度不代表时间。
picture-axis-pauses = 从左到右是事件的先后顺序，灰色竖带表示时间流逝。
picture-gap = 两条虚线之间有 { $events } 个事件未画出。
picture-hidden = 还有 { $processes } 个进程未画出。

picture-pid = PID { $pid }
picture-init = init
picture-child = 父进程 { $parent }
picture-exit = 退出码 { $code }
picture-killed = × { $signal }
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

picture-step = 第 { $event } 个事件，共 { $events } 个，{ $time }
picture-exited = 退出码 { $code }
picture-ended = 被 { $signal } 终止
picture-unreaped = PID { $parent } 还没有回收它
picture-adopted-from = 已被收养，原父进程 { $old }
picture-gone = 已回收、不再存在：{ $pids }
