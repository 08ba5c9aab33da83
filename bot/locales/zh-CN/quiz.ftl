## 测验。题目本身在 demos/locales。命令的命名方法见 help.ftl。

command-quiz = 测验
    .description = 这个小程序会输出什么？每个答案都经过验证
    .words = 主题和难度
    .words-description = fork、wait、退出码、缓冲区、管道、孤儿进程、信号；难度 1 到 4；种子=1234；时限=60；自己
    .topic = 主题
    .topic-description = 程序的主题
    .level = 难度
    .level-description = 1 到 4
    .seed = 种子
    .seed-description = 别人分享的题号
    .timer = 时限
    .timer-description = 有别人回答后，其他人还有多少秒；0 表示等你揭晓
    .alone = 自己
    .alone-description = 只有你能看到，回答后立刻揭晓
    .examples =
        测验
        测验 wait 2
        测验 种子=1234
help-topic-quiz = 考考自己

quiz-making = ⏳ 正在出题，并验证每一个答案……
quiz-choose = 选出所有可能的
quiz-share = 同一道题：{ $command }

quiz-answers = { $count ->
    [0] 还没有人回答。
   *[other] 已有 { $count } 人回答。
}
quiz-standing = { $count }{ $then }
quiz-host = 由 { $host } 揭晓答案。
quiz-deadline = { $when }揭晓答案。
quiz-chosen = 已记下你的答案：{ $chosen }。只有你能看到，揭晓之前可以改。
quiz-reveal = 揭晓答案
quiz-revealed = 答案已经揭晓。

quiz-right = 答对了！
quiz-wrong = 不完全对。👈 是你选的。
quiz-nobody = 没有人回答。
quiz-none-right = { $answers } 人回答，没有人答对。
quiz-who-right = 🏆 **答对的（{ $answers } 人中有 { $count } 人）：** { $names }
quiz-more = 还有 { $count } 人
quiz-see = 一步一步看它怎么发生
quiz-proof = 结果为 { $what } 的一次运行：
quiz-again = 再来一题

quiz-over = 答案已经揭晓，现在回答不算了。
quiz-host-only = 只有出题的 { $host } 或者在这里有权管理消息的人才能揭晓答案。
quiz-not-yours = 这道题只给 { $host } 做。输入 `{ $prefix }测验` 给自己出一道。
quiz-one-only = 这道题只有一个正确答案，请只选一个。
quiz-gone = 这道题已经不在了：每道题只保存 { $days } 天。输入 `{ $prefix }测验` 再来一道。
quiz-unknown-word = 看不懂 { $word }。可以写主题（{ $topics }）、难度 1 到 4，或者题号：`{ $prefix }测验 种子=1234`。
quiz-bad-level = 难度是 1、2、3 或 4，不能是 { $word }。
quiz-bad-seed = 题号是整数，例如 `{ $prefix }测验 种子=1234`，不能是 { $word }。
quiz-bad-timer = 时限是 0 到 { $most } 秒，不能是 { $word }。
