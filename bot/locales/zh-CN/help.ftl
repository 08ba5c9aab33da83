## 关于机器人自己的命令。命令名和参数名用小写，不带空格。

command-help = 帮助
    .description = 查看所有命令，或某个命令的详细说明
    .name = 命令
    .name-description = 哪个命令
    .examples =
        help
        help demo
command-about = 关于
    .description = 版本、运行时间、延迟、工作进程，以及程序如何隔离
command-language = 语言
    .description = 选择我回复你时用的语言
    .language = 语言
    .language-description = en、zh-CN，或 auto（跟随你的 Discord）
    .examples =
        language en
        language auto

help-title = Forklore 能做什么
help-intro = 我在隔离环境里真正运行会 fork 的小程序，告诉你到底发生了什么：事件的先后、每个进程的状态、谁回收了谁。
help-footer = { $prefix }help 命令名 查看详细说明。修改你的消息，我的回复会跟着变；删除消息，回复也会删除。
help-parameters = 参数
help-examples = 例子
help-slash = 斜杠命令
help-aliases = 其他名称
help-unknown = 没有 { $name } 这个命令。用 `{ $prefix }help` 可以查看所有命令。
help-unknown-near = 没有 { $name } 这个命令。你想找的是 `{ $prefix }{ $near }` 吗？
help-topic-demo = 看它运行
help-topic-explain = 查一查
help-topic-help = 关于我

about-intro = 演示操作系统如何运行进程的机器人。我展示的没有一样是编的：每个 PID、状态和输出都来自真实的运行。
about-privacy = 你的数据
about-privacy-value = 只保存必需的数据，自己的程序只保存一天。`{ $prefix }forget me` 会全部删除；源代码中的 `PRIVACY.zh-CN.md` 说明保存了什么、在哪里、保存多久。
about-started = 启动时间
about-latency = 延迟
about-ms = { $ms } 毫秒
about-workers = 工作进程
about-workers-value = { $workers } 个（{ $busy } 个在忙，{ $queued } 个任务在排队）
about-isolation = 程序的隔离
about-active = ✅ 已生效：{ $names }
about-inactive = ❌ 在这里没有生效：{ $names }

language-name = 简体中文
language-aliases = chinese, 中文, 汉语, 简体
language-name-automatic = 自动（跟随 Discord）
language-now = 我用简体中文回复你。用 `{ $prefix }language 代码` 选择：{ $choices }，或 `auto`（跟随你的 Discord 或服务器的语言）。
language-chosen = 好的，以后我用简体中文回复你。
language-automatic = 好的，以后我跟随你的 Discord 或服务器的语言。
language-unknown = 我还不会 { $name }。我会：{ $choices }。
