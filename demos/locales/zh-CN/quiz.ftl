## 主题

topic-fork = fork
topic-wait = wait
topic-exit = 退出码
topic-buffers = 缓冲区
topic-pipes = 管道
topic-orphans = 孤儿进程
topic-signals = 信号
title = 测验：{ $topic }，难度 { $level }

## 问题。-one：只有一个正确答案；-several：正确答案可能不止一个。

ask-possible-one = 这个程序会输出什么？
ask-possible-several = 下面哪些输出是可能的？选出所有可能的。
ask-impossible = 无论怎样调度，下面哪一种输出都不可能出现？
ask-parent-one = 第一个进程自己输出什么？
ask-parent-several = 第一个进程自己可能输出什么？选出所有可能的。
ask-exit-one = 这个程序（它的第一个进程）怎样结束？
ask-exit-several = 这个程序（它的第一个进程）可能怎样结束？选出所有可能的。
ask-processes = 算上第一个进程，一共有多少个进程？
ask-lines = 一共输出多少行？

## 答案

value-nothing = 没有输出
value-hangs = { $output }，然后卡住
value-hangs-silently = 没有输出，一直卡住
value-exit = 退出码 { $code }
value-signal = 被 { $signal } 终止
value-hang = 永远不结束

## 为什么不可能：无论进程以什么顺序运行都成立

why-count = 无论什么顺序，{ $line } 都会出现 { $counts } 次，不会是 { $here } 次。
why-missing = 无论什么顺序，{ $line } 都会出现 { $counts } 次，这里却没有。
why-never = 无论什么顺序，{ $line } 都不会出现。
why-or = { $one } 或 { $other }
why-order = 无论什么顺序，{ $before } 都在 { $line } 之前。
why-hangs = 无论什么顺序，它都不会结束。
why-ends = 无论什么顺序，它都不会卡住。
why-other = { $total ->
    [1] 无论什么顺序，结果只有一种，而且不是这个。
   *[other] 可能的结果有 { $total } 种，这个不在其中。
}

## 误解和事实

belief-status-is-code = wait 得到的状态就是退出码。
truth-status-is-code = 退出码 `n` 对应的状态是 `n * 256`，剩下的位留给信号编号。要用 `os.waitstatus_to_exitcode(status)` 取出退出码。
belief-code-unlimited = 退出码可以是任意整数。
truth-code-unlimited = 只保留最低 8 位：256 变成 0，257 变成 1，-1 变成 255。
belief-string-exits-zero = `sys.exit` 的参数是字符串时，退出码是 0。
truth-string-exits-zero = 字符串会写到 stderr，退出码是 1。只有 0、`None` 或者不给参数，退出码才是 0。
belief-as-in-the-shell = 被信号终止的进程，退出码是 128 加信号编号。
truth-as-in-the-shell = 那是 shell 的表示方法。`os.waitstatus_to_exitcode` 返回负的信号编号：SIGKILL 是 -9。
belief-sign-forgotten = 对被信号终止的进程，`os.waitstatus_to_exitcode` 返回信号编号。
truth-sign-forgotten = 返回的是负数，免得和退出码混淆：SIGKILL 是 -9。
belief-buffer-not-copied = fork 不会复制缓冲区里的内容。
truth-buffer-not-copied = 打印了但还没写出的内容在进程的内存里，fork 会一起复制，每个进程结束时各写一份。
belief-exit-flushes = `os._exit` 和 `sys.exit` 一样。
truth-exit-flushes = `os._exit` 立刻结束，还在缓冲区里的内容就丢了。
belief-print-writes = `print` 的内容会立刻写出。
truth-print-writes = 输出到管道或文件时（这里就是），内容先留在缓冲区，刷新时或进程正常结束时才写出。
belief-exit-is-enough = 写的一方结束了，就能读到文件结尾。
truth-exit-is-enough = 所有进程都关闭了写端，才能读到文件结尾，而读的一方自己可能还开着写端。
belief-same-pieces = 一次 read 正好得到一次 write 写的内容。
truth-same-pieces = 管道是字节流：read 有多少取多少，不超过要求的长度。
belief-read-at-once = 管道是空的，read 就立刻返回。
truth-read-at-once = 它会一直等到有内容写入，或者所有写端都已关闭。
belief-fixed-parent = 进程的父进程不会改变。
truth-fixed-parent = 父进程结束后，子进程会换一个父进程，`os.getppid()` 返回新的。
belief-grandparent-adopts = 孤儿进程由祖父进程收养。
truth-grandparent-adopts = 由最近的 subreaper 收养，没有就由 PID 1 收养。普通的祖父进程不会收养，也不能等待它。
belief-children-die = 父进程结束，子进程也会结束。
truth-children-die = 子进程会成为孤儿进程继续运行，照样会输出。
belief-signals-queue = 发了几次信号，就会收到几次。
truth-signals-queue = 同一种信号还没处理时再来一个，不会多记一次，所以两个可能变成一个。
belief-kill-always-ends = kill 一定会终止进程。
truth-kill-always-ends = 它只是发送信号。忽略这个信号或有处理函数的进程会继续运行，只有 SIGKILL 无法拒绝。
belief-signal-reaches-children = 发给一个进程的信号，它的子进程也会收到。
truth-signal-reaches-children = 给出 PID 的 `os.kill` 只发给那一个进程。
belief-signal-at-once = 信号一发出就立刻生效。
truth-signal-at-once = 接收的进程下次运行时才会发现，在这之前别的进程可能已经做了些事。
belief-no-hang-waits = waitpid 总是会等待。
truth-no-hang-waits = 加上 WNOHANG 就立刻返回，还没有子进程结束时，返回的 PID 是 0。
belief-waitpid-any = 任何一个子进程结束，waitpid 都会返回。
truth-waitpid-any = 给出 PID 时只等那一个子进程，别的子进程结束多少都不算。
belief-wait-for-all = 一次 wait 会等待所有子进程。
truth-wait-for-all = 有一个子进程结束它就返回。两个子进程要 wait 两次。
belief-wait-for-grandchildren = wait 也会等待孙进程。
truth-wait-for-grandchildren = 它只认自己的子进程，孙进程可能还在运行。
belief-shared-variables = 父进程和子进程共用变量。
truth-shared-variables = fork 之后各有一份，一方修改，另一方看不到。
belief-child-stops = 子进程只运行 `if` 里属于它的那一段。
truth-child-stops = 没有退出的话，它会继续运行 `if` 后面的代码，和父进程一样。
belief-child-from-the-top = 子进程从程序开头运行。
truth-child-from-the-top = 它从 fork 返回的地方开始，之前做过的事不会再做一遍。
belief-childs-code = 程序的退出码就是子进程的退出码。
truth-childs-code = 每个进程都有自己的退出码。程序的退出码是第一个进程的退出码。
belief-exit-ends-all = 一个进程退出，整个程序就结束了。
truth-exit-ends-all = 退出的只是调用它的进程，其他进程继续运行。
belief-one-more = 代码里有一个 fork，就多一个进程。
truth-one-more = 每个运行到 fork 的进程都会 fork，子进程也一样。
belief-first-not-counted = 只算 fork 产生的进程。
truth-first-not-counted = 第一个进程也是一个。
belief-wait-returns-at-once = wait 不会让父进程停下来。
truth-wait-returns-at-once = 它会阻塞到有子进程结束为止。那个子进程做的一切，都在 wait 之后的代码之前。
belief-parent-first = fork 之后父进程先运行。
truth-parent-first = 由调度器随时决定谁运行。子进程可能在前，也可能插在中间。
belief-child-first = fork 之后子进程先运行。
truth-child-first = 由调度器随时决定谁运行。父进程可能在前，也可能插在中间。
belief-any-order = 进程同时运行，所以什么顺序都可能。
truth-any-order = 每个进程内部的顺序不变；fork、wait 和 read 还会让一个进程的事排在另一个之前。

## 参考卡片的标题

card-wait-status = wait 的状态
card-exit-code = 退出码
card-sys-exit = sys.exit
card-waitstatus-to-exitcode = os.waitstatus_to_exitcode
card-stdio-buffering = 标准 I/O 缓冲
card-os-exit = os._exit
card-pipe-eof = 管道的结尾
card-pipe = os.pipe
card-getppid = os.getppid
card-orphan = 孤儿进程
card-signals = 信号
card-kill = os.kill
card-signal-inheritance = 信号与 fork
card-pending-signals = 未决信号
card-wnohang = WNOHANG
card-waitpid = os.waitpid
card-wait = os.wait
card-fork = os.fork
card-process-graph = 进程图
card-scheduling = 进程调度

## python -m demos quiz

cli-number = { $number }.
cli-answer = 你的答案（一个数字；直接回车显示答案）：
cli-answers = 你的答案（数字，例如 1 3；直接回车显示答案）：
cli-not-understood = 请回答 1 到 { $last } 的数字{ $count ->
    [1] （一个）
   *[other] （可以多个）
}。
cli-right = 答对了。
cli-wrong = 不完全对。
cli-solution = 答案
cli-believed = 常见误解：“{ $belief }”
cli-outcomes = { $count ->
    [1] 无论怎样调度，这个程序只有一种结果。
   *[other] 这个程序一共有 { $count } 种结果，每一种都有真实运行为证，没有别的。
}
cli-again = 再做一次同样的测验：python -m demos quiz --seed { $seed }{ $rest }
