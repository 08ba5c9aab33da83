## 循序渐进的课程。课程内容在 cogs/path/course.toml。命令的命名方法见 help.ftl。

command-path = 课程
    .description = 循序渐进地学：卡片、演示和测验，顺序已经排好
command-path-show = 查看
    .description = 你现在学到的这一步
command-path-next = 下一步
    .description = 进入课程的下一步
command-path-back = 上一步
    .description = 回到课程的上一步
command-path-where = 位置
    .description = 看看你学到哪里了，以及课程的所有步骤
help-topic-path = 循序渐进

path-title = 第 { $number } 步，共 { $count } 步 · { $chapter }
path-next-up = 下一步：{ $step }
path-how = 进度会保存。不管今天还是下周，输入 `{ $prefix }课程` 就能接着学。
path-quiz = 测验：{ $topic }，难度 { $level }
path-open-card = 读卡片
path-open-demo = 运行演示
path-open-quiz = 做测验
path-next = 下一步
path-back = 上一步
path-where = 我学到哪里了？
path-here = 回到我的这一步
path-again = 从头再学
path-map-title = 课程
path-map-here =
    { $left ->
        [0] 全部 { $count } 步你都走完了。
        [1] 你在第 { $number } 步，共 { $count } 步：这是最后一步。
       *[other] 你在第 { $number } 步，共 { $count } 步。
    }
path-pick = 跳到某一步
path-end-title = 课程走完了 🎓
path-end =
    一共 { $count } 步。接下来呢？
    - `{ $prefix }测验` 想做多少题都行，`{ $prefix }测验 pipes 4` 更难。
    - `{ $prefix }run` 运行你自己的程序，`{ $prefix }outcomes` 列出它所有可能的结果。
    - `{ $prefix }实验 开始 orphan` 和小组一起做实验。
