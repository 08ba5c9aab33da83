## 单步查看：每个事件之后的状态。

stepper-title = 第 { $number } 步，共 { $count } 步 · { $t } 秒
stepper-output = **到此为止的输出：** PID、写的内容
stepper-no-output = **到此为止的输出：** 没有
stepper-jump = 跳到……
stepper-when = 第 { $number } 步，{ $t } 秒
stepper-close = 收起
stepper-film = 动画
stepper-gone = 这次运行的记录已经不在了：每次运行只保存 { $days } 天。请重新运行，再单步查看。
