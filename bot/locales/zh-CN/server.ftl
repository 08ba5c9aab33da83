## 服务器的设置。命令的命名方法见 help.ftl。

command-server = 服务器设置
    .description = 这个服务器的设置，供服务器的管理者使用
help-topic-server = 给服务器的管理者

server-title = 这个服务器的设置
server-change = 修改
server-form = 这个服务器的设置
server-prefix = 前缀
server-prefix-label = 文字命令的开头
server-language = 语言
server-language-label = 回答用的语言
server-language-auto = 跟随成员的 Discord，其次是服务器的语言
server-language-note = { $language }（成员自己的语言未知时）
server-channels = 频道
server-channels-label = 我在哪些频道回答
server-channels-description = 不选：所有频道。/server 在任何频道都可用
server-channels-all = 所有我能发言的频道
server-hosts = 实验
server-hosts-label = 可以开始实验的身份组
server-hosts-description = 不选：人人可以。服务器的管理者总是可以
server-hosts-all = 人人可以开始
server-hosts-some = 由 { $roles } 开始
server-runs = 程序
server-runs-label = 运行自己的程序（!run）
server-runs-off = 不允许（演示可以）
server-runs-host = 按机器人管理员的设置：每人每分钟 { $count } 次
server-runs-host-off = 机器人管理员不允许
server-runs-some = 每人每分钟 { $count } 次
server-changes = 最近的修改
server-log = 全部修改
server-log-text = 最近 { $days } 天的全部修改，新的在前。时间为 UTC；频道、身份组和用户都写作 ID。
server-change-line = { $when } { $user } · { $setting }：{ $before } → { $after }
server-nothing = –
server-somebody = 某人
server-bad-prefix = `{ $prefix }` 不能作前缀：前缀有 1 到 16 个字符，不以 `/` 开头，首尾没有空格。什么都没有改。
