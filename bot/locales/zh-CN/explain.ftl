## 知识卡片。

command-explain = 讲解
    .description = 查一个函数或概念：waitpid、僵尸进程、退出码……
    .topic = 主题
    .topic-description = 哪个函数或概念；不填则列出全部
    .examples =
        讲解 waitpid
        讲解 僵尸进程

command-search = 搜索
    .description = 在所有卡片和演示的名称与正文里搜索
    .words = 关键词
    .words-description = 要找什么：回收、huishou、退出码、reap
    .examples =
        搜索 回收
        搜索 tuichuma

search-title = 搜索
search-found = 与 { $words } 最相关的内容：
search-near = 没有内容完全符合 { $words }，比较接近的有：
search-none = 名称和正文里都没有 { $words }。试试少写几个词、换个说法，或者看看所有主题。
search-empty = 请写出要找什么，中文、拼音、英文都可以：`{ $prefix }搜索 回收`、`{ $prefix }搜索 huishou`。
search-pick-card = 📖 打开一张卡片
search-pick-demo = ▶️ 运行一个演示

explain-list-title = 主题
explain-list-intro = 在下面选一个主题，或输入 `{ $prefix }讲解 waitpid`。换个说法也能找到：`WNOHANG`、`退出码`、`zombie`。
explain-unknown = 没有关于 { $name } 的卡片。输入 `{ $prefix }讲解` 可以查看所有主题，`{ $prefix }搜索` 可以搜索正文。
explain-unknown-near = 没有关于 { $name } 的卡片。你要找的是不是：
explain-output = { $count ->
        [1] 输出：
       *[other] 输出是下面几种之一：
    }
explain-demo = 运行演示：{ $demo }
explain-all = 所有主题
explain-pick = 选一个主题

explain-proven = { $claims } 条论断中，{ $proven } 条已在本机证实（Linux { $kernel }，Python { $python }）
explain-prove = 🧪 眼见为实：从 { $count } 条论断里选一条
explain-summary = 概要
explain-proving = 正在运行证明程序……
explain-next-proof = 下一条（{ $number }/{ $count }）
explain-proof-holds = 这次运行证实了它（Linux { $kernel }，Python { $python }）。
explain-proof-orders = 这次运行证实了它，在 { $orders } 种不同的调度顺序下也都成立（Linux { $kernel }，Python { $python }）。
explain-proof-outcomes = { $outcomes ->
        [1] 这次运行证实了它。所有可能的调度都已穷举：没有别的结果（Linux { $kernel }，Python { $python }）。
       *[other] 这次运行证实了它。所有可能的调度都已穷举：共有 { $outcomes } 种结果（Linux { $kernel }，Python { $python }）。
    }
explain-proof-fails = 在本机（Linux { $kernel }，Python { $python }）上，这次运行与卡片所说不符。请告诉机器人的维护者。
