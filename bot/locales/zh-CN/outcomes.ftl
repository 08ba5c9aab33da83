## 一个程序所有可能的结果。关于结果本身的话在 demos/locales 里。

command-outcomes = 所有结果
    .description = 一个程序在任何调度下可能输出的全部结果
    .program = 程序
    .program-description = 演示的名称，或者写在代码块里的程序
    .name = 名称
    .name-description = 哪个演示
    .parameters = 参数
    .parameters-description = 要修改的演示参数，例如 children=2
    .file = 文件
    .file-description = 你自己的 .py 或 .c 文件；演示和文件都不填，就打开表单
    .examples =
        所有结果 孤儿进程
        所有结果 wait children=2
command-List-all-outcomes = 列出所有结果
help-topic-outcomes = 所有可能的结果

outcomes-running = ⏳ 正在按每一种会影响结果的顺序运行……
outcomes-waiting =
    { $place ->
        [1] ⏳ 正在排队，下一个就是你的。
       *[other] ⏳ 正在排队，你的是第 { $place } 个。
    }
outcomes-title = { $name }：所有可能的结果
outcomes-all = 所有结果
outcomes-cancel = 取消
outcomes-cancel-denied = 只有提问的人，或在这里有权管理消息的人，才能取消。
outcomes-over = 已经结束了，请重新发送命令。
outcomes-busy = 你的上一个程序还在列举结果。请等它完成，或者取消它。
outcomes-kept = 没有列出结果。程序还在这里，回复这条消息并输入 `{ $prefix }所有结果`，可以再试一次。
outcomes-nothing = 哪个程序？可以写演示的名称，例如 `{ $prefix }所有结果 孤儿进程`；也可以把自己的程序放在代码块里、作为文件附上，或者回复一条有程序的消息。
outcomes-pick = 看看某种结果是怎样出现的
outcomes-witness = 结果 { $number } 是怎样出现的
outcomes-gone = 这份列表的数据已经不在了，请重新发送命令。
outcomes-differs = 这次的结果不一样：这个程序按同样的顺序运行，也不总是做同样的事。
