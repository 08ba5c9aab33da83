## 参考网站：`python -m cogs.explain site 文件夹`。

pages-title = Forklore
pages-description = 进程是怎么运行的：知识卡片，以及真正运行过的程序
pages-intro = 没有网络也能看。演示的内容都是记录下来的：每个程序都在生成本站的机器上真正运行过。
pages-home = 首页
pages-cards = 卡片
pages-demos = 演示
pages-misconception = 破除的误解
pages-notice = 看点
pages-steps = 单步查看
pages-keys = 点按钮，或者按 ← 和 → 键。
pages-picture = 图
pages-program = 程序
pages-output = 输出
pages-no-output = 它什么也没有写。
pages-see-also = 另见
pages-demo = 演示
pages-card = 卡片
pages-sources = 出处
pages-first = 第一步
pages-back = 上一步
pages-next = 下一步
pages-last = 最后一步
pages-so-far = 到此为止的输出
pages-tree = 进程
