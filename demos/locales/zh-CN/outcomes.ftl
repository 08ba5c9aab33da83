## 一个程序所有可能的结果。会在课堂上念出来：要短，而且绝不超出实际发现的内容。

## 有多少种，是否就是全部

all-ignored = { $count ->
    [1] 无论怎样调度，结果只有 1 种。
   *[other] 一共有 { $count } 种可能的结果，没有别的。
}
all-trusted = 如果每次睡眠都分秒不差，{ $count ->
    [1] 结果只有 1 种。
   *[other] 一共有 { $count } 种可能的结果，没有别的。
}
some = { $count ->
    [0] 还没有发现任何结果。
   *[other] 发现了 { $count } 种结果，可能还有别的。
}
seen = 运行了 { $runs } 次，每次的顺序都随机，看到了 { $count } 种结果，可能还有别的。
proof = 凡是会影响结果的执行顺序，全都覆盖了。

## 为什么可能不全

reason-threads = 程序用了线程。线程可以在任意两条指令之间修改共享的内存，无法列出全部顺序。
reason-shared-memory = 它的进程共享内存，可以在任意两条指令之间修改，无法列出全部顺序。
reason-randomness = 程序（或它用到的模块）使用了随机数，每次运行都不一样。
reason-sockets = 程序用了套接字，这里不跟踪经过套接字的内容。
reason-time = 结果取决于时钟显示的时间，而这不只由进程的先后顺序决定。
reason-proc = 程序读取了 /proc 中进程的信息，其中的内容不只随这里跟踪的操作而变。
reason-limits = 程序设置了由多个进程共用的资源限制。
reason-record-locks = 它用了记录锁（lockf）：进程通过任何一个描述符关闭该文件，锁就会失去；这里没有跟踪这一点。
reason-kernel = 它的进程在等待，而谁先等到只有内核知道。
reason-polls = 有进程反复询问同一件事，每次状态都不同，无法判断它会不会永远问下去。
reason-bounds = 有一次运行达到了上限，或者计算了太久，之后会怎样不得而知。
reason-length = 它可以一直循环下去，而且每一圈都看得出差别，要试的顺序没有尽头。
reason-runs = 运行 { $runs } 次还不够，没能覆盖所有会影响结果的顺序。
reason-seconds = { $seconds } 秒还不够，没能覆盖所有会影响结果的顺序。
reason-cancelled = 中途取消了，没能覆盖所有会影响结果的顺序。

effort = 运行 { $runs } 次，{ $states } 个状态，{ $seconds } 秒
so-far = 目前有 { $outcomes } 种结果：运行了 { $runs } 次，{ $states } 个状态

## 一种结果怎样结束，几种结果有什么共同点

ending-exited = 退出码 { $code }
ending-signaled = 被 { $signal } 终止
ending-deadlock = 死锁：谁也无法继续
ending-time = 不会结束（到时间上限后被终止）
ending-memory = 到内存上限后被终止
ending-processes = 到进程数上限后被终止
ending-output = 输出太多，被终止
ending-killed = 被外部终止
same-lines = 同样的 { $lines } 行，{ $count } 种顺序
several = { $count } 种结果
several-endings = { $ending }：{ $count } 种
no-output = （没有输出）
more = …… 还有 { $count } 行，--json 会给出全部
seen-in = 出现 { $runs } 次

## 睡眠，以及平常运行时看到的结果

lesson-sleeps-title = sleep 不能用来同步。
lesson-sleeps = 如果每次睡眠都分秒不差，只可能有 { $trusted } 种结果。{ $complete ->
        [yes] 实际上有 { $count } 种
       *[no] 实际上至少有 { $count } 种
    }：睡眠的进程可能被唤醒得晚，干活的进程也可能运行得慢。
lesson-clock-title = 结果取决于时钟。
lesson-clock = 如果每次睡眠都分秒不差，结果会不一样。这里允许睡眠持续任意长的时间。
mark-usual = 平常运行一次看到的结果
mark-trusted = 睡眠分秒不差时也可能出现
