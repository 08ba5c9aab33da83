## 运行者在终端里看到的文字。

start-settings-file = 它写在环境变量里，或者 .env 文件里。
setting-discord-token = { $name } 看起来不是令牌：请从 https://discord.com/developers/applications（你的应用，Bot 页）原样复制。
setting-discord-proxy = { $name } 无法使用：请写成 http://主机:端口 或 http://用户名:密码@主机:端口。
setting-discord-api-url = { $name } 无法使用：请写成 https://主机/api/v10。
setting-discord-gateway-url = { $name } 无法使用：请写成 wss://主机/。
setting-command-prefix = { $name } 无法使用：请用 1 到 16 个字符，首尾没有空格，不以斜杠开头。
setting-database-url = { $name } 无法使用：请写成 sqlite:////路径/forklore.db。
setting-workers = { $name } 无法使用：请填 1 到 256 的整数。
setting-allow-run = { $name } 无法使用：请填 true 或 false。
setting-user-runs-per-minute = { $name } 无法使用：请填 1 到 1000 的整数。
setting-server-runs-per-minute = { $name } 无法使用：请填 1 到 100000 的整数。
setting-practice-port = { $name } 无法使用：请填 1024 到 65535 的端口，或者留空。
setting-log-level = { $name } 无法使用：请填 DEBUG、INFO、WARNING 或 ERROR。

start-token = Discord 不接受这个令牌：请到 https://discord.com/developers/applications（你的应用，Bot，Reset Token）重新复制，填到 .env 的 DISCORD_TOKEN。
start-intent = 机器人还不能读取消息：请到 https://discord.com/developers/applications（你的应用，Bot，Privileged Gateway Intents）勾选 “Message Content Intent”，保存后再启动。
start-network = 连不上 { $host }（{ $reason }）：请检查网络；如果要通过代理才能访问 Discord，请在 .env 里设置 DISCORD_PROXY。
start-discord = { $host } 返回了错误（{ $reason }）：请稍后再试，也可以看看 https://discordstatus.com。
start-not-discord = { $host } 的回答不像 Discord：请检查 .env 里的 DISCORD_API_URL，它要包含版本（/api/v10）。
start-store = 打不开数据库（{ $reason }）：请检查它所在的文件夹是否可写，或者在 .env 里设置 DATABASE_URL。
start-port = 端口 { $port } 被占用了：请在 .env 里换一个 PRACTICE_PORT，或者留空。
start-online =
    { $name } 已上线。按 Ctrl-C 结束。
    邀请它进服务器：{ $invitation }

## 练习服务器。

practice-open = Forklore 的练习服务器在：
practice-how = 打开后输入 { $prefix }demo orphan。按 Ctrl-C 结束。在 .env 里填上 DISCORD_TOKEN，Forklore 就会登录真正的 Discord。
practice-guild = 练习
practice-channel = study-group
practice-topic = 在你自己电脑上模拟的 Discord，任何内容都不会传出去。
practice-greeting =
    欢迎！我会真正运行会 fork 的小程序，让你看到到底发生了什么。可以先试试这三个：
    • `{ $prefix }demo orphan`：子进程活得比父进程久，谁来收养它？
    • `{ $prefix }explain waitpid`：它做什么，以及很多人哪里理解错了
    • `{ $prefix }help`：我会做的所有事情
    修改你发过的消息，回复会跟着变。在页面顶部可以选择用谁的身份发言：{ $manager }是服务器的管理者，可以用 `{ $prefix }server` 修改设置。

## python -m bot --say。

say-failed = { $text } 无法发送：{ $reason }。
say-nothing = （没有回复）
say-button = 按钮
say-select = 菜单
say-file = 文件
say-usage = Forklore：运行 fork 程序并展示过程的 Discord 机器人。没有 DISCORD_TOKEN 时，在本机启动练习服务器。
say-option-say = 在模拟的 Discord 上给机器人发一条消息并打印回复；回复是错误时，退出码为 1
say-option-as = 由谁发送
say-option-lang = 回复的语言，en 或 zh-CN；不写则跟随终端
say-option-out = 保存回复里的文件的文件夹
say-option-practice = 即使有 DISCORD_TOKEN，也启动练习服务器
