## 时间线中的一行，列中已有时间和进程，所以尽量短。键和变量与 events.ftl 相同。

line-start = 开始运行 { $name }
line-fork = { $call } → 子进程 { $child }
line-clone = { $call } → 子进程 { $child }
line-exec = exec → { $path }
line-getpid = getpid() → { $result }
line-getppid = getppid() → { $result }
line-wait-nothing = { $call }() → 0：还没有结束的
line-call = { $call }() → { $result }
line-write =
    { $stream ->
        [stdout] “{ $text }”
       *[other] { $stream }：“{ $text }”
    }
line-write-nothing = { $stream }：0 字节

line-wait-any = 等待任意子进程
line-wait-one = 等待 { $target }
line-wait-own-group = 等待同组子进程
line-wait-group = 等待进程组 { $target }
line-wait-child = 等待子进程
line-poll-any = 查看有无结束的 (WNOHANG)
line-poll-one = 查看 { $target } 是否结束 (WNOHANG)
line-poll-own-group = 查看同组有无结束的 (WNOHANG)
line-poll-group = 查看组 { $target } 有无结束的 (WNOHANG)
line-poll-child = 查看有无结束的 (WNOHANG)
line-wait-read = 等待 read({ $descriptor })
line-wait-write = 等待 write({ $descriptor })
line-wait-call = 阻塞在 { $call }

line-sleep = 睡眠 { $seconds } 秒
line-sleep-for-ever = { $call }：等信号唤醒
line-wake-sleep = 醒来
line-wake = 从 { $call } 返回

line-exit = 退出，退出码 { $code }
line-exit-signal = 被 { $signal } 终止
line-zombie = 成为 { $parent } 的僵尸子进程
line-reap = 回收 { $child }，退出码 { $code }
line-reap-signal = 回收 { $child }，{ $signal }
line-reap-auto = 子进程 { $child } 被直接清除
line-reparent = 被 { $new } 收养（原父进程 { $old }）

line-signal-handled = 收到 { $sender } 的 { $signal }：执行处理函数
line-signal-ignored = 收到 { $sender } 的 { $signal }：忽略
line-signal-ends = 收到 { $sender } 的 { $signal }：终止
line-signal-stops = 收到 { $sender } 的 { $signal }：停止
line-signal-continues = 收到 { $sender } 的 { $signal }：继续
line-signal-kernel-handled = 收到 { $signal }：执行处理函数
line-signal-kernel-ignored = 收到 { $signal }：忽略
line-signal-kernel-ends = 收到 { $signal }：终止
line-signal-kernel-stops = 收到 { $signal }：停止
line-signal-kernel-continues = 收到 { $signal }：继续
line-stop = 被 { $signal } 停止
line-continue = 继续运行
line-kill-one = 向 { $target } 发送 { $signal }
line-kill-any = 向所有进程发送 { $signal }
line-kill-own-group = 向本组发送 { $signal }
line-kill-group = 向进程组 { $target } 发送 { $signal }
line-probe-one = 检查 { $target } 在不在 (信号 0)
line-probe-any = 检查有无进程 (信号 0)
line-probe-own-group = 检查本组在不在 (信号 0)
line-probe-group = 检查组 { $target } 在不在 (信号 0)

line-error = { $call } 失败：{ $errno }
line-error-ECHILD = { $call } 失败：ECHILD
line-error-EINTR = { $call } 失败：EINTR
line-error-EPERM = { $call } 失败：EPERM
line-error-ESRCH = { $call } 失败：ESRCH
line-error-clone-EAGAIN = { $call } 失败：EAGAIN

## 进程正在做什么，在表格中写在状态旁边

doing-wait-any = 等任意子进程
doing-wait-one = 等 { $target }
doing-wait-own-group = 等同组子进程
doing-wait-group = 等进程组 { $target }
doing-sleep = 睡 { $seconds } 秒
doing-pause = 等信号
doing-read = 读 fd { $descriptor }
doing-write = 写 fd { $descriptor }
