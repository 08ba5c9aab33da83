## 一次运行的结果。时间从程序开始算起，单位是秒。

recording-diagnostics = **编译器警告：**
recording-output = **输出：** PID、写的内容
recording-no-output = **输出：** 没有写任何内容。
recording-tree = **{ $t } 秒时的进程：** { $sentence }
recording-timeline = **时间线：** 秒、PID、发生的事
recording-state = 状态
recording-doing = 在做什么
recording-gap = …… 省略 { $count } 行 ……
recording-shortened = 这里有省略，完整内容见 `{ $file }`。
recording-mark-stderr = { $mark } 表示写到 stderr
recording-mark-goes-on = { $mark } 表示接着未写完的一行
recording-bytes-missing = …… 还有 { $bytes } 字节
recording-events-lost = …… 之后的 { $count } 个事件没有保存
recording-took = 用时 { $seconds } 秒。PID 2 是程序本身，PID 1 是沙箱里的 init。
recording-took-virtual = 程序时间 { $seconds } 秒，实际只用了 { $milliseconds } 毫秒。PID 2 是程序本身，PID 1 是沙箱里的 init。
recording-step = 点 ▶ 可以逐个事件查看。

## 同样的内容，写成文本文件

recording-file-diagnostics = 编译器警告：
recording-file-output = 输出：PID、写的内容
recording-file-tree = { $t } 秒时的进程：{ $sentence }
recording-file-timeline = 时间线：秒、PID、发生的事
recording-file-program = 程序 { $name }
