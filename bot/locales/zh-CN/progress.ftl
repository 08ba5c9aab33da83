## 自己的预测和测验回答，以及服务器的排行榜。命令的命名方法见 help.ftl。

command-progress = 进度
    .description = 你在实验和测验中答对了多少，按主题统计
command-board = 排行榜
    .description = 这个服务器里愿意比一比的人，谁预测得最准
command-board-show = 查看
    .description = 这个服务器里愿意比一比的人，谁预测得最准
command-board-join = 加入
    .description = 加入这个服务器的排行榜
command-board-leave = 退出
    .description = 退出这个服务器的排行榜
help-topic-progress = 你的进度

progress-title = 你的预测和回答
progress-none = 你还没有预测过。参加一个实验，用 `{ $prefix }实验 开始 orphan` 自己开始一个，或者做一道题：`{ $prefix }测验`
progress-judged =
    { $judged ->
        [0] 还没有一个揭晓。
       *[other] { $judged } 个中对了 { $right } 个。
    }
progress-open = 还有 { $count } 个没有揭晓。
progress-streak = 🔥 现在连对 { $count } 个，最多连对 { $best } 个。
progress-days = 📅 已连续 { $count } 天有预测或回答。
progress-concepts = 按主题，最弱的在前
progress-latest = 最近几次
progress-quiz = 测验：{ $topic }
progress-own = 自己的程序
board-title = 这个服务器的排行榜
board-line = { $place } { $user }：{ $judged } 个预测中对了 { $right } 个
board-how = 只列出自愿加入的人：`{ $prefix }排行榜 加入`、`{ $prefix }排行榜 退出`。只计算在这个服务器的实验中的预测。
board-empty = 排行榜上还没有人。输入 `{ $prefix }排行榜 加入` 就可以上榜；没有人会被自动列上去。
board-joined = 你已加入这个服务器的排行榜。“排行榜 退出”可以退出。
board-left = 你已退出这个服务器的排行榜。
