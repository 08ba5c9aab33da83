## 用户自己的程序。命令的命名方法见 help.ftl。

command-run = 运行
    .description = 运行你自己的程序，看看它的进程做了什么
    .program = 程序
    .program-description = 一个代码块，前面可以写 c、seed=3、clock=real、schedule=natural
    .file = 文件
    .file-description = .py 或 .c 文件；不填则打开一个表单
    .options = 选项
    .options-description = seed=3 换一种顺序，也可以写 clock=real、schedule=natural
    .examples =
        运行
        运行 seed=3
        运行 c clock=real
command-Run-with-Forklore = 用 Forklore 运行
help-topic-run = 运行自己的程序

run-running = ⏳ 正在运行，最多需要 { $seconds } 秒。
run-waiting =
    { $place ->
        [1] ⏳ 正在排队，下一个就是你的。
       *[other] ⏳ 正在排队，你的是第 { $place } 个。
    }
run-not-run = 没有运行。程序还在这里，可以用下面的按钮再试一次。
run-origin = 程序在[这条消息]({ $url })里。
run-hint-characters = 💡 程序里有的字符和看起来的不一样：可能是中文输入法的全角标点（），手机自动换成的弯引号“”，或者复制时带进来的隐形空格。请换成英文输入法重新输入那个字符。iPhone 可以关掉：设置 › 通用 › 键盘 › 智能标点。

run-words-seed = 种子 { $seed }
run-words-real = 真实时间
run-words-natural = 自然顺序

run-again = 再运行一次
run-another-order = 换个顺序

## 哪里不对

run-nothing =
    没有找到程序。请在程序的上面和下面各写一行三个反引号：
    { $prefix }run
    \`\`\`py
    import os
    print(os.getpid())
    \`\`\`
    用手机的话，点下面的按钮打开表单更方便。（反引号也能输入：切换到英文键盘，iPhone 长按 `'` 键，安卓在 `?123` 和 `=\<` 后面找。）
    也可以附上 `.py` 或 `.c` 文件，或者用 `{ $prefix }run` 回复一条有程序的消息。第二个代码块是标准输入。
run-form-open = 写一个程序
run-file-kind = { $name } 不是我能运行的程序。请附上 `.py` 或 `.c` 文件，或者把程序作为文字发出来，图片不行。
run-language = 我不会运行 { $name }。我能运行 Python（`py`）和 C（`c`）。
run-option-unknown = 看不懂 { $name }。代码块前面可以写：`py` 或 `c`，`seed=3`（换一种顺序），`clock=real`，`schedule=natural`。
run-option-value = { $name } 不能是 { $value }，可以是 { $choices }。
run-option-seed = 种子是 0 到 { $maximum } 的整数，不能是 { $value }。
run-too-long = { $name } 太长了：{ $size } KiB。最多 { $most } KiB。
run-not-text = { $name } 不是 UTF-8 编码的文本。请在编辑器里另存为 UTF-8，再发一次。
run-gone = 程序不在了：那条消息被删除或改动过。请重新发送程序。
run-no-history = 再运行一次需要读取有程序的那条消息，但我没有权限：请让服务器管理员在这里给我“读取消息历史记录”权限，或者重新发送程序。
run-off = 这里不能运行自己的程序：机器人的管理员关闭了这个功能。用 `{ $prefix }demo` 可以查看能运行的演示。
run-off-here = 这个服务器不能运行自己的程序：服务器的管理者关闭了这个功能。用 `{ $prefix }demo` 可以查看能运行的演示。
run-too-many-waiting = 你已经有 { $count } 个程序在排队了，等前面的运行完再发。
run-too-fast = 你一分钟内已经运行了 { $count } 个程序，请过 { $seconds } 秒再运行下一个。
run-too-fast-server = 这个服务器一分钟内已经运行了 { $count } 个程序，到上限了，请过 { $seconds } 秒再试。

## 表单。Discord 的标签最多 45 个字符。

run-form-title = 运行程序
run-form-source = 程序
run-form-source-hint = import os ……
run-form-stdin = 标准输入
run-form-stdin-hint = 程序要读的内容，不读就不填
run-form-language = 语言
run-form-mode = 时间和顺序
run-form-mode-virtual = 模拟时间：立即完成，结果可重复
run-form-mode-real = 真实时间
run-form-mode-natural = 真实时间，由内核决定顺序
