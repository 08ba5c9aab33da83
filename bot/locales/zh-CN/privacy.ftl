## 保存了哪些个人数据，怎样删除。命令的命名方法见 help.ftl。

command-forget = 忘记
    .description = 删除关于你的数据
command-forget-me = 我
    .description = 立即删除关于你的全部数据
help-topic-privacy = 你的数据

forget-how = `{ $prefix }忘记 我` 会立即、永久地删除我保存的关于你的一切：语言、测验回答、预测、进度、排行榜上的位置，以及你自己的程序的运行记录。消息保存在 Discord：删除你的提问，我的回答也会一起删除。
forgot = 我保存的关于你的一切都已删除：
forgot-nothing = 我没有保存任何关于你的数据。
forgot-language = 你选择的语言
forgot-predictions = { $count } 个预测，以及你的进度
forgot-experiments = 你开始的 { $count } 个实验
forgot-boards = 你在 { $count } 个排行榜上的位置
forgot-answers = { $count } 个测验回答
forgot-results = { $count } 个测验是否答对的记录
forgot-paths = 你在课程中的位置
forgot-quizzes = 你开始的 { $count } 个测验
forgot-recordings = 你自己的程序的 { $count } 份运行记录
forgot-changes = { $count } 处服务器设置修改旁你的名字
forgot-handed-over = { $count } 个有别人参加的实验和测验中你的名字：它们会继续进行
