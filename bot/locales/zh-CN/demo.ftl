## 演示：真实运行的小程序。

command-demo = 演示
    .description = 运行一个小程序，看看它的进程做了什么
    .name = 名称
    .name-description = 哪个演示；不填则列出全部
    .parameters = 参数
    .parameters-description = 要修改的参数，例如 children=5；seed=3 换一种顺序，clock=real 用真实时间，schedule=natural 由内核决定顺序
    .examples =
        演示 孤儿进程
        演示 僵尸进程 children=5
        演示 谁先运行 seed=3

demo-list-title = 演示
demo-list-intro = 这些小程序都会真实运行。在下面选一个，或输入 `{ $prefix }演示 孤儿进程`。有的可以带参数：`{ $prefix }演示 僵尸进程 children=5`。
demo-running = ⏳ 正在运行，最多需要 { $seconds } 秒。
demo-running-again = ⏳ 正在重新运行……
demo-unknown = 没有叫 { $name } 的演示。输入 `{ $prefix }演示` 可以查看全部。
demo-unknown-near = 没有叫 { $name } 的演示。你要找的是不是：
demo-source = { $name }：在 Linux 上用 python3 也能单独运行。

demo-parameter-bounds = { $minimum } 到 { $maximum }，默认 { $default }
demo-parameters = **可以修改：**
demo-parameter-range = { $name } 的范围是 { $minimum } 到 { $maximum }，不能是 { $value }。
demo-parameter-whole = { $name } 是 { $minimum } 到 { $maximum } 的整数，不能是 { $value }。
demo-parameter-unknown =
    这个演示没有参数 { $name }。
    { $known }
demo-parameter-none = 这个演示没有参数，不能设置 { $name }。
demo-parameter-syntax = 看不懂 { $text }。参数要这样写：`children=5`；时间和顺序这样写：`seed=3`、`clock=real`、`schedule=natural`

demo-again = 再运行一次
demo-show-source = 源代码
demo-explain = 讲解
demo-all = 全部演示
demo-pick = 选一个演示
