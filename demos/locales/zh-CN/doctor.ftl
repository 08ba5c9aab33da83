## python -m demos doctor：各项保护的名称，以及生效时的作用

sandbox = 沙箱
sandbox-detail = 程序可以运行，并受到下列各项保护的限制。
user-namespace = 用户命名空间
user-namespace-detail = 程序有自己的用户，在主机上没有任何特权。
pid-namespace = PID 命名空间
pid-namespace-detail = 程序只看得到自己的进程；运行结束时，这些进程全部结束。
mount-namespace = 挂载命名空间
mount-namespace-detail = 看不到主机的文件系统。
network-namespace = 网络命名空间
network-namespace-detail = 没有网络。
ipc-namespace = IPC 命名空间
ipc-namespace-detail = 共享内存、信号量和消息队列只属于这一次运行。
uts-namespace = UTS 命名空间
uts-namespace-detail = 看不到主机名。
cgroup-namespace = cgroup 命名空间
cgroup-namespace-detail = 看不到主机的控制组。
tree = 只读文件
tree-detail = 只看得到 Python 解释器，而且无法修改。
proc = 独立的 /proc
proc-detail = 只显示这次运行的进程，不显示内核的内容。
files = 临时文件
files-detail = 内存中的一个小目录，每次运行前是空的，运行后消失。
limits = 资源限制
limits-detail = 每个进程的 CPU 时间、地址空间、进程数、打开的文件数和文件大小都有上限。
seccomp = 系统调用过滤
seccomp-detail = 教学程序用不到的系统调用一律拒绝。
capabilities = 无 capabilities
capabilities-detail = 程序没有任何 capability，也无法获得。
no-new-privileges = 禁止提升权限
no-new-privileges-detail = 即使运行 setuid 程序也不能提升权限。
tracing = 跟踪
tracing-detail = 每次 fork、exec、退出和等待都能看到（ptrace）。
memory = 内存上限
memory-detail = 监督进程累计一次运行中所有进程的内存，超出上限就结束这次运行。
memory-cgroup-detail = 内核限制一次运行的全部内存（cgroup），不论由谁占用；监督进程同时也在累计。
plain-user = 普通用户
plain-user-detail = 在主机看来，程序属于非 root 的普通用户。
c-programs = C 程序
c-programs-detail = 也可以运行：在沙箱内编译。

## 无效时的情况

detail-failed = 失败：{ $reason }
detail-not-seen = 程序运行了，但没有发现这项保护。
detail-not-tried = 无法运行程序，因此没有尝试。

## 解决办法

remedy-apparmor =
    AppArmor 禁止了用户命名空间（Ubuntu 24.04 即如此）。允许的方法：
    echo kernel.apparmor_restrict_unprivileged_userns=0 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-unprivileged =
    允许普通用户使用用户命名空间：
    echo kernel.unprivileged_userns_clone=1 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-maximum =
    本系统不允许（更多的）用户命名空间。允许的方法：
    echo user.max_user_namespaces=10000 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-kernel = 内核不支持用户命名空间。请使用启用了 CONFIG_USER_NS 的内核，各发行版的内核都已启用。
remedy-container =
    当前环境禁止了这项操作，多半是容器或 systemd 的设置。如果用 Docker，启动容器时加上
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined
remedy-masked-proc =
    /proc 的一部分被遮盖，因此内核不允许挂载新的 /proc。Docker 请加上
    --security-opt systempaths=unconfined；systemd 单元请去掉 ProtectProc=、ProcSubset=、ProtectKernelTunables= 和
    ProtectKernelLogs=。
remedy-user-namespace-first = 这一项依赖用户命名空间：请先允许用户命名空间。
remedy-seccomp = 请在 x86_64 或 aarch64 上使用启用了 CONFIG_SECCOMP_FILTER 的内核。
remedy-yama =
    跟踪被禁止。允许父进程跟踪子进程：
    echo kernel.yama.ptrace_scope=1 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
    （如果原来是 3，还需要重启）
remedy-plain-user = 请用普通用户而不是 root 启动 Forklore。
remedy-see-missing = 请先解决其他无效的保护项。
remedy-compiler =
    只有运行 C 程序才需要：安装 C 编译器和 C 标准库的头文件，在 Debian 和 Ubuntu 上：
    sudo apt-get install gcc libc6-dev
remedy-report = 这不应该发生。请附上完整的输出和内核版本（uname -a）报告此问题。
