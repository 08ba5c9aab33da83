## 小组实验：预测、运行、揭晓、讨论。命令的命名方法见 help.ftl。

command-lab = 实验
    .description = 小组实验：每个人先预测，程序只为大家运行一次，再一起比较
    .examples =
        实验 开始 orphan
        实验 列表
command-lab-start = 开始
    .description = 在这个频道开始一个实验
    .what = 内容
    .what-description = 演示名、代码、结果 演示名 或 测验 主题；可加 预测=输出,退出码 倒计时=120
    .file = 文件
    .file-description = 你自己的 .py 或 .c 文件
    .examples =
        实验 开始 orphan
        实验 开始 wait children=2 预测=输出,进程数 倒计时=120
        实验 开始 结果 wait
        实验 开始 测验 wait 2
command-lab-list = 列表
    .description = 这个频道或整个服务器的实验
    .where = 范围
    .where-description = 写“服务器”列出所有频道的
    .examples =
        实验 列表
        实验 列表 服务器
command-lab-show = 查看
    .description = 某个实验在哪里、进行到哪一步；消息没了就重新显示
    .number = 编号
    .number-description = 哪一个；不写就是这个频道最新的
    .examples = 实验 查看 3
command-lab-again = 重做
    .description = 把同一个实验再做一次，由你主持
    .number = 编号
    .number-description = 哪一个；不写就是这个频道最新的
    .examples = 实验 重做 3
command-lab-close = 结束
    .description = 结束一个实验
    .number = 编号
    .number-description = 哪一个；不写就是这个频道最新的
    .examples = 实验 结束 3
command-lab-export = 导出
    .description = 把你的预测导出为 JSON 和 CSV；主持人可以导出整个实验
    .number = 编号
    .number-description = 你主持的实验；不写就是你自己的全部预测
    .examples =
        实验 导出
        实验 导出 3
help-topic-lab = 小组实验

lab-phase-predict = 预测
lab-phase-run = 运行
lab-phase-reveal = 揭晓
lab-phase-discuss = 讨论
lab-phase-closed = 已结束
lab-footer = 实验 { $id } · 第 { $trial } 轮

lab-thread = 实验 { $id }：{ $title }
lab-talk = 到 { $thread } 里讨论。
lab-asked-output = 它会输出什么？
lab-asked-exit = 第一个进程怎样结束？
lab-asked-processes = 连同第一个，一共有多少个进程？
lab-asked-outcomes = 一共可能有多少种不同的结果？
lab-changed = **改动：** { $changes }
lab-change-constant = { $name } = { $after }（原来是 { $before }）
lab-change-line = 第 { $line } 行改成 { $after }
lab-change-gone = 第 { $line } 行不再起作用（原来是 { $before }）
lab-change-order = 换一种顺序（种子 { $seed }）
lab-cut = 完整程序见附件。
lab-predicted =
    { $count ->
        [0] 还没有人预测。
       *[other] 已有 { $count } 人预测。
    }
lab-deadline = { $when }运行。
lab-lead-run = 准备好以后由 { $hosts } 运行；主持人离开 10 分钟后，任何人都可以。
lab-lead-reveal = 由 { $hosts } 揭晓结果；主持人离开 10 分钟后，任何人都可以。
lab-running = ⏳ 预测已截止，正在运行……
lab-ran = ✅ 已经为大家运行了一次，预测已截止。
lab-everybody = 任何人
lab-closed-now = 🔒 这个实验已结束。

lab-button-predict = 预测
lab-button-run = 运行
lab-button-rerun = 还在运行？
lab-button-reveal = 揭晓
lab-button-hundred = 运行 100 次
lab-button-natural = 自然顺序运行 100 次
lab-button-vary = 试试变化
lab-button-more = 更多
lab-button-runs = 各轮对比
lab-button-mine = 我的预测
lab-button-source = 程序
lab-button-close = 结束实验
lab-button-export = 导出
lab-choose = 选出所有可能的
lab-cohosts = 协助主持的人：也可以运行和揭晓
lab-countdown = 倒计时
lab-countdown-seconds =
    { $seconds ->
        [0] 不用倒计时
       *[other] { $time }后运行
    }
lab-minutes = { $count } 分钟
lab-seconds = { $count } 秒

lab-form-title = 你的预测
lab-form-output = 它会输出什么？一行一行写
lab-form-output-hint = 大小写和空格不要紧。什么都不输出就留空。
lab-form-exit = 第一个进程怎样结束？
lab-form-exit-hint = 退出码（如 0）、信号（如 SIGKILL），或者“死锁”
lab-form-processes = 连同第一个，有多少个进程？
lab-form-processes-hint = 一个数
lab-form-outcomes = 可能有多少种结果？
lab-form-outcomes-hint = 一个数
lab-code-title = 用来做实验的程序
lab-code-source = 程序
lab-code-ask = 预测什么
lab-code-language = 语言
lab-line-title = 改第 { $line } 行
lab-line-text = 第 { $line } 行改成

lab-kept = 📝 已记下你的预测。只有你能看到，运行之前可以改。
lab-nothing-printed = *什么都没有*
lab-mine-none = 你在这里还没有预测过。
lab-mine-line = **第 { $trial } 轮：** { $verdict }
lab-value-exit = 退出码 { $code }
lab-value-signal = 被 { $signal } 结束
lab-value-deadlock = 死锁
lab-value-other = { $kind }

lab-verdict-right = ✅ 对了
lab-verdict-possible = 🔶 有可能，但这次不是
lab-verdict-partly = 🟡 部分正确
lab-verdict-wrong = ❌ 不是这样
lab-verdict-open = 尚未揭晓
lab-with-lines = { $what }（{ $total } 行中对了 { $matched } 行）
lab-score-right = ✅ **对了（{ $all } 人中有 { $count } 人）：** { $names }
lab-score-possible = 🔶 **有可能，但这次不是（{ $count } 人）：** { $names }
lab-score-partly = 🟡 **部分正确（{ $count } 人）：** { $names }
lab-score-wrong = ❌ **预测了别的：** { $count } 人
lab-more-names = 还有 { $count } 人
lab-nobody = 没有人预测。
lab-answer = **{ $what }** { $value }
lab-answer-processes = 进程数：
lab-outcomes-complete =
    { $count ->
        [1] 无论怎样调度，都只有这一种结果。
       *[other] 这是 { $count } 种可能结果中的一种。
    }
lab-outcomes-some =
    { $count ->
        [1] 至少这种结果是可能的。
       *[other] 至少有 { $count } 种可能的结果，这是其中一种。
    }
lab-belief = 💭 **最常见的误解（{ $count } 人）：** “{ $belief }”{ $truth }
lab-belief-demo = ❌ *{ $belief }*

lab-chart-title = 大家的预测
lab-chart-right = 实际结果
lab-chart-possible = 有可能
lab-chart-others = 还有 { $count } 种其他答案
lab-chart-nothing = （什么都没有）
lab-samples-title = 运行 { $runs } 次
lab-samples-natural = 自然顺序运行 { $runs } 次
lab-samples-seen = { $total } 种可能的结果中，你们见到了 { $seen } 种。
lab-samples-seen-all =
    { $total ->
        [1] 你们见到了唯一可能的结果。
       *[other] 全部 { $total } 种可能的结果，你们都见到了。
    }
lab-samples-open = 你们见到了 { $seen } 种结果。一共可能有多少种，还不知道。
lab-samples-unseen = 可能，但没出现
lab-samples-running = ⏳ 正在运行 100 次……
lab-samples-done = 好了，请看实验消息。

lab-variation-pick = 改什么
lab-variation-line = 改一行
lab-variation-intro = 要改什么？大家会重新预测，之前各轮都会保留。
lab-variation-own = 改别的一行……
lab-variation-order = 换一种顺序
lab-variation-begun = 第 { $trial } 轮开始了。
lab-trials-title = 各轮对比
lab-trial = 第 { $trial } 轮
lab-trial-first = 原样
lab-trial-right = { $all } 人中 { $right } 人答对
lab-trial-running = 还没运行
lab-trial-hidden = 已运行，尚未揭晓
lab-trial-outcomes = { $count } 种可能的结果
lab-trial-steps = 一步一步看某一轮
lab-more-host = 你是这里的主持人。
lab-hosts-now = 现在协助主持的是：{ $hosts }
lab-hosts-none = 现在没有人协助主持。
lab-counting = { $when }运行。
lab-not-counting = 现在没有倒计时。
lab-closed-done = 实验已结束。

lab-list-title = 实验
lab-list-none = 这里还没有实验。输入 `{ $prefix }实验 开始 orphan` 开始一个。
lab-list-line = **{ $id }** { $title } · { $phase } · { $predictions } 人预测 { $link }
lab-link = [去看看]({ $url })
lab-here = 实验 { $id } 在这里：{ $url }
lab-export-sent = 文件已经私信发给你。
lab-export-none = 还没有可以导出的内容。
lab-export-own = 你的全部预测，以及测验是否答对。
lab-export-all = 实验 { $id }：所有已揭晓的预测。

lab-closed = 这个实验已结束。输入 `{ $prefix }实验 重做 { $id }` 再做一次。
lab-too-late = 太晚了：这一轮的预测已经截止。
lab-hosts-only = 只有 { $hosts } 可以这样做；主持人离开 10 分钟后，任何人都可以。
lab-host-alone = 只有主持人 { $hosts } 可以选择谁来协助。
lab-has-run = 已经运行过了。
lab-not-run = 还没有运行。
lab-not-revealed = 请先揭晓这一轮。
lab-outdated = 那是之前一轮的。
lab-too-many-trials = 一个实验最多 25 轮。输入 `{ $prefix }实验 重做 { $id }` 重新开始。
lab-too-many-hosts = 最多可以有 20 个人协助主持。
lab-gone = 这个实验已经不在了。输入 `{ $prefix }实验 开始` 开始一个。
lab-none-here = 这个频道里没有实验。输入 `{ $prefix }实验 开始 orphan` 开始一个。
lab-nothing = 用什么做实验？写一个演示的名字，例如 `{ $prefix }实验 开始 orphan`；或者附上自己的程序（代码块或文件）；也可以 `{ $prefix }实验 开始 结果 wait`、`{ $prefix }实验 开始 测验`。
lab-bad-ask = 可以预测的是 { $choices }，不能是 { $word }。
lab-bad-countdown = 倒计时是一段时间，例如 90 或 5m，最长 24 小时，不能是 { $word }。
lab-bad-exit = 怎样结束？写退出码（如 0）、信号（如 SIGKILL）或“死锁”。看不懂 { $word }。
lab-bad-processes = 进程数是一个数。看不懂 { $word }。
lab-bad-outcomes = 结果数是一个数。看不懂 { $word }。
lab-no-variation = 不能这样改，或者改了等于没改。
lab-quiz-no-variation = 测验没有变化。输入 `{ $prefix }实验 开始 测验` 再出一题。
lab-too-slow-natural = 按真实时间运行会太久。
lab-edited = 这个实验已经开始了。要开始另一个，请发一条新消息。
lab-export-denied = 我不能给你发私信。请用 `/lab export`，它的回复只有你能看到。
lab-export-hosts-only = 只有主持人可以导出实验 { $id }。`{ $prefix }实验 导出` 导出你自己的全部预测。
lab-roles-only = 在这个服务器，只有拥有这些身份组的人可以开始实验：{ $roles }。你可以参加他们的实验。
