## 命令行帮助

help = 在隔离环境中运行小型 fork 程序，查看每一个进程事件。
help-list = 列出所有演示
help-run = 运行一个演示或你自己的程序，并显示发生了什么
help-outcomes = 列出一个程序在任何调度下可能出现的全部结果
help-sleep = 怎样看待睡眠：ignored（睡眠不起同步作用，可以持续任意长的时间）或 trusted（每次睡眠都分秒不差）；不指定则两种都试，并指出差别
help-max-runs = 最多运行多少次（默认 { $default }）
help-max-seconds = 最多多少秒（默认 { $default }）
help-outcomes-json = 只输出 JSON 格式的结果列表
help-quiz = 出一道题：这个小程序会输出什么？然后揭晓经过验证的答案
help-doctor = 显示沙箱的各项保护在本机是否有效
help-lang = 输出语言（默认跟随终端）
help-what = 演示的名称，或一个 Python 或 C 文件
help-set = 设置演示的参数，可重复使用
help-limit = 设置运行的上限（wall_seconds、cpu_seconds、processes、memory_bytes、output_bytes），可重复使用
help-stdin = 作为程序标准输入的文件；- 表示本命令自己的标准输入
help-clock = virtual（默认）：睡眠不花真实时间；real：时间照常流逝
help-seed = 每个数对应进程的一种执行顺序；0（默认）是通常看到的顺序
help-schedule = controlled（默认）：每次运行都相同；natural：由内核决定，只做观察；FILE：重放一份记录（--json 的输出）、其中的选择列表，或 outcomes --json 中的一个结果
help-picture = 同时画出时间线图（.png 或 .svg），或进程树的动画（.webp）
help-step = 单步查看：→ 或 n 前进，← 或 p 后退，g 到第一步，G 到最后一步，q 退出；不在终端中时依次输出每一步
help-json = 只输出 JSON 格式的记录
help-quiz-seed = 同一个数字给出同一道题（默认随机）
help-quiz-topic = 程序的主题（默认由种子决定）
help-quiz-level = 难度，1 到 4（默认由种子决定）
help-quiz-json = 只输出 JSON 格式的题目和答案

## python -m demos list

list-parameter = { $name }={ $default }（{ $minimum } 到 { $maximum }）：{ $description }
list-hint = 用 `python -m demos run 名称` 运行，用 `--set 参数=数值` 设置参数。

## python -m demos run

run-misconception = 常见误解：“{ $belief }”
run-program = 程序 { $name }
run-timeline = 时间线（秒）
run-line = 第 { $line } 行
run-diagnostics = 编译器警告
run-output = 输出
run-no-output = 没有任何输出。
run-missing = …… 还有 { $bytes } 字节
run-stderr = { $mark } 表示写到 stderr 的内容。
run-goes-on = { $mark } 表示接着另一个进程开始的那一行继续写。
run-omitted = 输出中间有 { $bytes } 字节没有保留。
run-omitted-events = 之后的 { $count } 个事件没有保留。
run-tree = { $t } 秒时的进程
run-ending = 结束
run-times = 用时 { $seconds } 秒。
run-times-virtual = 程序时间 { $seconds } 秒，你只等了 { $milliseconds } 毫秒。

## python -m demos run --step

step-title = 第 { $number } 步，共 { $count } 步 · { $t } 秒
step-keys = → n 前进 · ← p 后退 · g 第一步 · G 最后一步 · q 退出
step-left-out = …… 省略 { $count } 行 ……

## python -m demos doctor

doctor-active = 有效
doctor-missing = 缺少

## 错误：发生了什么，该怎么办

error-demo = 没有名为“{ $name }”的演示。用这个命令查看所有名称：python -m demos list
error-demo-near = 没有名为“{ $name }”的演示。你要找的是不是：{ $near }？
error-file = { $file }：{ $reason }
error-language = { $file } 既不是 Python 程序也不是 C 程序，请给出以 .py 或 .c 结尾的文件。
error-no-compiler = 什么都没有运行：本机没有 C 编译器。请安装一个（在 Debian 和 Ubuntu 上：sudo apt-get install gcc libc6-dev），或者运行 Python 程序。
error-set-file = 只有演示才有参数；运行文件时请去掉 --set。
error-pair = “{ $option }”的格式不是 名称=数值。
error-parameter = 这个演示没有参数“{ $name }”，可用的参数：{ $known }
error-no-parameter = 这个演示没有参数“{ $name }”，请去掉 --set。
error-whole = { $name } 必须是 { $minimum } 到 { $maximum } 之间的整数，不能是“{ $value }”。
error-number = { $name } 必须是 { $minimum } 到 { $maximum } 之间的数，不能是“{ $value }”。
error-limit = 没有上限“{ $name }”，可用的上限：{ $known }
error-limit-value = 上限 { $name } 必须是大于 0 的数，不能是“{ $value }”。
error-seed = 种子必须是不小于 0 的整数，不能是“{ $value }”。
error-schedule = “{ $value }”既不是 controlled 或 natural，也不是可以读取的文件（{ $reason }）。
error-schedule-file = { $file } 中没有可以重放的内容，请给出一份记录（run --json 的输出）、其中选择的 JSON 列表，或 outcomes --json 中的一个结果。
error-natural = 由内核决定顺序时，时间是真实的，种子也不起作用：请去掉 --seed 和 --clock virtual，或者去掉 --schedule natural。
error-replay-natural = 这份记录的顺序是由内核决定的，没有可以重放的选择。
error-replay-outcome = 结果自带时钟和顺序，请去掉 --clock 和 --seed。
error-replay-rest = 这个顺序与程序不符：其中的 { $choices } 次选择只用到了 { $made } 次。请用录制时的程序、参数（--set）和选项来重放。
error-mismatch = 这个顺序与程序不符：第 { $choice } 次选择应该轮到 PID { $who }，但它无法运行。请用录制时的程序、参数（--set）和选项来重放。
error-picture-kind = 图片只能是 .png、.svg 或 .webp（动画），不能是“{ $file }”。
error-picture-folder = 无法保存图片：文件夹“{ $folder }”不存在，或你没有写入权限。
error-isolation = 没有运行：本机无法隔离程序（{ $reason }）。
    用这个命令查看缺少什么、怎样解决：python -m demos doctor
error-run = 运行失败：{ $reason }。请再试一次。
