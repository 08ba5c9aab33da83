## python -m demos doctor: the name of each protection, and what it does where it works

sandbox = sandbox
sandbox-detail = Programs run here, shut in by everything below.
user-namespace = user namespace
user-namespace-detail = A program has users of its own and no rights on the host.
pid-namespace = PID namespace
pid-namespace-detail = A program sees only its own processes, and they all end with it.
mount-namespace = mount namespace
mount-namespace-detail = The host's file systems are out of sight.
network-namespace = network namespace
network-namespace-detail = There is no network.
ipc-namespace = IPC namespace
ipc-namespace-detail = Shared memory, semaphores and message queues are each run's own.
uts-namespace = UTS namespace
uts-namespace-detail = The host's name stays hidden.
cgroup-namespace = cgroup namespace
cgroup-namespace-detail = The host's control groups stay hidden.
tree = read-only files
tree-detail = Only the Python interpreter can be seen, and nothing of it can be changed.
proc = private /proc
proc-detail = It shows the run's own processes and nothing of the kernel.
files = temporary files
files-detail = A small folder in memory, empty for each run and gone after it.
limits = resource limits
limits-detail = CPU time, address space, processes, open files and file sizes are limited for each process.
seccomp = system call filter
seccomp-detail = Calls that no teaching program needs are refused.
capabilities = no capabilities
capabilities-detail = A program has none, and cannot gain any.
no-new-privileges = no new privileges
no-new-privileges-detail = No setuid program can lift a program's rights.
tracing = tracing
tracing-detail = Every fork, exec, exit and wait is seen (ptrace).
memory = memory bound
memory-detail = The supervisor adds up the memory of all processes of a run and ends a run that takes too much.
memory-cgroup-detail = The kernel bounds the memory of a run as a whole (cgroup), whatever holds it; the supervisor adds it up too.
plain-user = plain user
plain-user-detail = To the host, programs belong to a user who is not root.
c-programs = C programs
c-programs-detail = They can be run too: they are compiled inside the sandbox.

## What was found where one does not work

detail-failed = It failed: { $reason }
detail-not-seen = A program was run, but this protection was not found around it.
detail-not-tried = Not tried, since no program can be run here.

## What to do about it

remedy-apparmor =
    AppArmor forbids user namespaces, as in Ubuntu 24.04. Allow them:
    echo kernel.apparmor_restrict_unprivileged_userns=0 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-unprivileged =
    Allow user namespaces to plain users:
    echo kernel.unprivileged_userns_clone=1 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-maximum =
    This system allows no (more) user namespaces. Allow them:
    echo user.max_user_namespaces=10000 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
remedy-kernel = This kernel has no user namespaces. Use one that is built with CONFIG_USER_NS, as distributions' kernels are.
remedy-container =
    Something around this process forbids it, most likely a container or a systemd setting. For Docker, start the container with
    --security-opt seccomp=unconfined --security-opt apparmor=unconfined --security-opt systempaths=unconfined
remedy-masked-proc =
    Parts of /proc are covered here, so the kernel lets nobody mount a new one. In Docker, add
    --security-opt systempaths=unconfined; in a systemd unit, remove ProtectProc=, ProcSubset=, ProtectKernelTunables= and
    ProtectKernelLogs=.
remedy-user-namespace-first = It comes with user namespaces: allow those first.
remedy-seccomp = Use a kernel that is built with CONFIG_SECCOMP_FILTER, on x86_64 or aarch64.
remedy-yama =
    Tracing is forbidden. Allow it to parents:
    echo kernel.yama.ptrace_scope=1 | sudo tee /etc/sysctl.d/60-forklore.conf && sudo sysctl --system
    (from 3, a restart is needed too)
remedy-plain-user = Start Forklore as a plain user, not as root.
remedy-see-missing = Do what is said at the other protections that are missing.
remedy-compiler =
    Only needed for C: install a C compiler and the headers of the C library, on Debian and Ubuntu with
    sudo apt-get install gcc libc6-dev
remedy-report = This should not happen. Please report it, with this whole output and the kernel's version (uname -a).
