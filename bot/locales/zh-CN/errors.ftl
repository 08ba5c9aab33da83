## 发生了什么，该怎么办。

error-unexpected = 我这边出错了，请再试一次。如果还是不行，请把错误编号 `{ $id }` 告诉机器人的管理员，日志里有同样的编号。

error-unknown-command = 没有 `{ $prefix }{ $name }` 这个命令。用 `{ $prefix }help` 可以查看所有命令。
error-unknown-command-near =
    没有 `{ $prefix }{ $name }` 这个命令。你想输入的是 `{ $prefix }{ $near }` 吗？用 `{ $prefix }help` 可以查看所有命令。

error-input = 没看懂你的输入，请检查后再试一次。
error-input-usage = 没看懂你的输入。正确的写法是：`{ $usage }`
error-command-changed = 这个命令更新过了，你的 Discord 还是旧的。请重启 Discord（电脑上按 Ctrl+R）后再试。

error-cooldown = 太快了，请过 { $seconds } 秒再试。
error-busy = 上一个还没做完，等它结束后再试。
error-not-allowed = 你不能在这里使用这个命令。
error-server-only = 这个命令只能在服务器里用，私信里不行。
error-elsewhere = 在这个服务器，我只在这些频道回答：{ $channels }
error-user-permissions = 使用这个命令需要权限：{ $permissions }。
error-bot-permissions =
    { $count ->
        [0] Discord 不允许我在这里这样做，请让服务器管理员检查一下我的权限。
       *[other] 我没有权限在那个频道里回复。请让服务器管理员在那里给我这些权限：{ $permissions }。
    }
error-isolation = 什么都没有运行：这台主机无法隔离程序。管理员可以用 `python -m demos doctor` 查看要改什么。
error-language = 什么都没有运行：这台主机不能编译 C 程序。管理员可以安装一个 C 编译器（`cc`）。Python 程序可以运行。
error-queue-full = 排队的程序太多了，请过一分钟再试。
error-worker = 运行这个程序的工作进程出了故障，没能给出结果。新的已经准备好了，请再试一次。
error-closing = 我正在关闭，什么都没有运行，请过一分钟再试。
error-store = 连不上数据库，什么都没有保存。请过一分钟再试。
error-discord = Discord 刚才出了点问题，请过一分钟再试。

## 权限的名称，和 Discord 设置里的一样。

permission-view-channel = 查看频道
permission-manage-guild = 管理服务器
permission-send-messages = 发送消息
permission-send-messages-in-threads = 在子区内发送消息
permission-embed-links = 嵌入链接
permission-attach-files = 附加文件
list-separator = 、
