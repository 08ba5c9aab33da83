## 记录中的一个事件，用一两句话说明。$pid 是做这件事的进程，或事情发生在它身上的进程。

event-start = { $name } 开始运行，PID 是 { $pid }。
event-fork = PID { $pid } 调用 fork，产生了子进程 PID { $child }。
event-clone = PID { $pid } 创建了新进程 PID { $child }。
event-exec = PID { $pid } 改为运行 { $path }，PID 不变。
event-getpid = PID { $pid } 查询自己的 PID：{ $result }。
event-getppid = PID { $pid } 查询父进程的 PID：{ $result }。
event-wait-nothing = { $call } 向 PID { $pid } 返回 0：有子进程可等，但暂时没有状态变化。
event-call = { $call } 向 PID { $pid } 返回 { $result }。
event-write = PID { $pid } 写入 { $stream }：“{ $text }”
event-write-nothing = PID { $pid } 向 { $stream } 写入 0 字节。

event-wait-any = PID { $pid } 等待任意一个子进程。
event-wait-one = PID { $pid } 等待 PID { $target }。
event-wait-own-group = PID { $pid } 等待同一进程组中的任意子进程。
event-wait-group = PID { $pid } 等待进程组 { $target } 中的任意子进程。
event-wait-child = PID { $pid } 等待子进程（{ $call }）。
event-poll-any = PID { $pid } 查看有没有子进程已经结束，但不等待（WNOHANG）。
event-poll-one = PID { $pid } 查看 PID { $target } 是否已经结束，但不等待（WNOHANG）。
event-poll-own-group = PID { $pid } 查看同一进程组中有没有子进程已经结束，但不等待（WNOHANG）。
event-poll-group = PID { $pid } 查看进程组 { $target } 中有没有子进程已经结束，但不等待（WNOHANG）。
event-poll-child = PID { $pid } 查看有没有子进程已经结束，但不等待（WNOHANG）。
event-wait-read = PID { $pid } 等待从描述符 { $descriptor } 读到数据。
event-wait-write = PID { $pid } 等待描述符 { $descriptor } 有空间可写。
event-wait-call = PID { $pid } 阻塞在 { $call } 中。

event-sleep = PID { $pid } 睡眠 { $seconds } 秒。
event-sleep-for-ever = PID { $pid } 睡眠，直到有信号唤醒它（{ $call }）。
event-wake-sleep = PID { $pid } 醒来。
event-wake = PID { $pid } 从 { $call } 返回，继续运行。

event-exit = PID { $pid } 退出，退出码是 { $code }。
event-exit-signal = PID { $pid } 被 { $signal } 终止。
event-zombie = PID { $pid } 成为僵尸进程：已经结束，但要等 PID { $parent } 回收才会消失。
event-reap = PID { $pid } 回收 PID { $child }，得到退出码 { $code }。PID { $child } 从此消失。
event-reap-signal = PID { $pid } 回收 PID { $child }，得知它被 { $signal } 终止。PID { $child } 从此消失。
event-reap-auto = PID { $pid } 忽略了 SIGCHLD 或设置了 SA_NOCLDWAIT，内核直接清除 PID { $child }。
event-reparent = PID { $old } 已经结束，留下了 PID { $pid }，由 PID { $new } 收养。

event-signal-handled = PID { $pid } 收到 PID { $sender } 发来的 { $signal }，执行信号处理函数。
event-signal-ignored = PID { $pid } 收到 PID { $sender } 发来的 { $signal }，信号被忽略。
event-signal-ends = PID { $pid } 收到 PID { $sender } 发来的 { $signal }，因此终止。
event-signal-stops = PID { $pid } 收到 PID { $sender } 发来的 { $signal }，因此停止（暂停）。
event-signal-continues = PID { $pid } 收到 PID { $sender } 发来的 { $signal }，可以继续运行。
event-signal-kernel-handled = PID { $pid } 收到内核发来的 { $signal }，执行信号处理函数。
event-signal-kernel-ignored = PID { $pid } 收到内核发来的 { $signal }，信号被忽略。
event-signal-kernel-ends = PID { $pid } 收到内核发来的 { $signal }，因此终止。
event-signal-kernel-stops = PID { $pid } 收到内核发来的 { $signal }，因此停止（暂停）。
event-signal-kernel-continues = PID { $pid } 收到内核发来的 { $signal }，可以继续运行。
event-stop = PID { $pid } 被 { $signal } 停止（暂停），收到 SIGCONT 才会继续。
event-continue = PID { $pid } 从停止状态恢复，继续运行。
event-kill-one = PID { $pid } 向 PID { $target } 发送 { $signal }。
event-kill-any = PID { $pid } 向所有它有权发送信号的进程发送 { $signal }。
event-kill-own-group = PID { $pid } 向自己所在的进程组发送 { $signal }。
event-kill-group = PID { $pid } 向进程组 { $target } 发送 { $signal }。
event-probe-one = PID { $pid } 检查 PID { $target } 是否存在（信号 0，不会真的发送）。
event-probe-any = PID { $pid } 检查有没有可以发送信号的进程（信号 0，不会真的发送）。
event-probe-own-group = PID { $pid } 检查自己所在的进程组（信号 0，不会真的发送）。
event-probe-group = PID { $pid } 检查进程组 { $target } 是否存在（信号 0，不会真的发送）。

event-error = PID { $pid } 的 { $call } 失败：{ $errno }。
event-error-ECHILD = PID { $pid } 的 { $call } 失败：ECHILD，没有这样的子进程可等。
event-error-EINTR = PID { $pid } 的 { $call } 失败：EINTR，被信号打断。
event-error-EPERM = PID { $pid } 的 { $call } 失败：EPERM，没有权限。
event-error-ESRCH = PID { $pid } 的 { $call } 失败：ESRCH，没有这个进程。
event-error-clone-EAGAIN = PID { $pid } 的 { $call } 失败：EAGAIN，进程数已达上限。

## 进程状态，用于表格

state-running = 运行
state-sleeping = 睡眠
state-disk-sleep = 不可中断睡眠
state-stopped = 停止
state-exiting = 正在退出
state-zombie = 僵尸
state-dead = 已结束

## 进程正在做什么，用于表格

doing-wait-any = 等待任意子进程
doing-wait-one = 等待 PID { $target }
doing-wait-own-group = 等待同组的子进程
doing-wait-group = 等待进程组 { $target } 的子进程
doing-sleep = 睡眠 { $seconds } 秒
doing-pause = 睡眠，直到有信号
doing-read = 读描述符 { $descriptor }
doing-write = 写描述符 { $descriptor }

## 第一个进程怎样结束，以及哪个上限终止了运行

ending-exited = 程序退出，退出码是 { $code }。
ending-signaled = 程序被 { $signal } 终止。
ending-deadlock = 死锁：所有进程都再也无法继续运行。
ending-then-deadlock = { $ending }剩下的进程陷入了死锁，谁也无法继续运行。
ending-killed = 程序结束之前，运行被取消了。
ending-then-bound = { $ending }{ $bound }
bound-wall-time = 运行到此被终止：达到了时间上限。
bound-cpu-time = 运行到此被终止：CPU 时间已经用完。
bound-memory = 运行到此被终止：达到了内存上限。
bound-processes = 运行到此被终止：达到了进程数上限。
bound-output = 运行到此被终止：输出太多。

## C 程序无法编译，因而没有运行

not-compiled = 程序无法通过编译。
not-compiled-wall-time = 程序无法通过编译：编译用时太长，已被终止。
not-compiled-cpu-time = 程序无法通过编译：编译耗费的 CPU 时间太长，已被终止。
not-compiled-memory = 程序无法通过编译：编译需要的内存太多，已被终止。
not-compiled-processes = 程序无法通过编译：编译创建的进程太多，已被终止。
not-compiled-output = 程序无法通过编译：编译器输出的信息太多，已被终止。
not-compiled-size = 程序编译得到的可执行文件太大，没有运行。

## 死锁时每个进程在等什么，为什么等不到。$others 是一个或几个 PID。

blocked-wait = PID { $pid } 等待 { $others } 结束。
blocked-read-held = PID { $pid } 等待从描述符 { $descriptor } 读到数据。没有进程在写，也读不到文件结尾（EOF）：还没有关闭另一端的是 { $others }。
blocked-read = PID { $pid } 等待从描述符 { $descriptor } 读到数据，但永远不会有数据到来。
blocked-write-held = PID { $pid } 等待描述符 { $descriptor } 有空间可写，却没有进程在读：打开着另一端的只有 { $others }。
blocked-write = PID { $pid } 等待描述符 { $descriptor } 有空间可写，但没有进程会读。
blocked-pause = PID { $pid } 等待信号，但没有进程会发送。
blocked-call = PID { $pid } 阻塞在 { $call } 中，没有进程会唤醒它。
blocked-more = …… 还有 { $count } 处同样等不到。
blocked = PID { $pid } 再也无法继续运行。
pid = PID { $pid }
pid-itself = PID { $pid } 自己
list-separator = 、
