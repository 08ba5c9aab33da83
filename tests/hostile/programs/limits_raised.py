# /// hostile
# why = "A program may lower its limits; what it could raise would be none."
# ends = ["exited 0"]
# prints = ["all fixed", "core 1"]
# orders = ["usual", "natural"]
# ///
import os
import resource

raised = []
for name in [name for name in dir(resource) if name.startswith("RLIMIT_")]:
    number = getattr(resource, name)
    soft, hard = resource.getrlimit(number)
    for pid in (0, 1):
        for value in (hard * 2 + 1, hard + 1, resource.RLIM_INFINITY):
            try:
                resource.prlimit(pid, number, (soft, value))
                if hard != resource.RLIM_INFINITY:
                    raised.append((name, pid, value))
            except (OSError, ValueError, OverflowError):
                pass
    try:
        resource.setrlimit(number, (0, hard))
        resource.setrlimit(number, (soft, hard))
    except (OSError, ValueError):
        pass
print("ESCAPED" if raised else "all fixed", raised)
print("core", resource.getrlimit(resource.RLIMIT_CORE)[1])  # 0 would still start a handler that core_pattern names.
for work in (
    lambda: os.nice(-5),
    lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)),
    lambda: os.write(os.open("/proc/self/oom_score_adj", os.O_WRONLY), b"-1000"),
):
    try:
        work()
        print("ESCAPED: privileged")
    except OSError:
        pass
