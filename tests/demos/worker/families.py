"""Programs of several processes, whose output and ending are the same on every run, whatever the schedule."""

FAMILIES: dict[str, str] = {
    "fork": """
        import os
        if os.fork() == 0:
            print('child', flush=True)
            os._exit(0)
        os.wait()
        print('parent')
    """,
    "both go on": """
        import os
        print('before', flush=True)
        child = os.fork()
        if child:
            os.wait()
        print('after')
    """,
    "a buffer is copied by fork": """
        import os
        print('once?', end=' ')
        if os.fork():
            os.wait()
    """,
    "a buffer is copied by each fork": """
        import os
        print('x')
        for _ in range(3):
            if os.fork():
                os.wait()
    """,
    "a buffer is lost by os._exit": """
        import os
        print('parent')
        if os.fork() == 0:
            print('child')
            os._exit(0)
        os.wait()
    """,
    "exit in the child of a function": """
        import os, sys
        def work():
            print('working')
            sys.exit(3)
        def start():
            child = os.fork()
            if child == 0:
                work()
            return child
        child = start()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """,
    "exit with text in the child": """
        import os, sys
        if os.fork() == 0:
            sys.exit('child says no')
        print(os.wait()[1])
    """,
    "exit in the child is caught": """
        import os, sys
        try:
            if os.fork() == 0:
                sys.exit(3)
            print(os.wait()[1] >> 8)
        except SystemExit:
            print('caught in the child')
            sys.stdout.flush()
            os._exit(4)
    """,
    "exception in the child": """
        import os
        if os.fork() == 0:
            raise ValueError('in the child')
        print(os.waitstatus_to_exitcode(os.wait()[1]))
    """,
    "exception in the parent": """
        import os
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)
        1 / 0
    """,
    "atexit is inherited": """
        import atexit, os
        atexit.register(print, 'bye')
        if os.fork():
            os.wait()
    """,
    "destructors run in each": """
        import os
        class Thing:
            def __del__(self): print('del')
        thing = Thing()
        if os.fork():
            os.wait()
    """,
    "statuses": """
        import os, signal
        def status_of(end):
            child = os.fork()
            if child == 0:
                end()
                os._exit(0)
            return os.waitpid(child, 0)[1]
        print(status_of(lambda: os._exit(7)), status_of(lambda: os._exit(256 + 3)), status_of(lambda: None))
        for number in (signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT):
            print(status_of(lambda: os.kill(os.getpid(), number)))
    """,
    "child killed by the parent": """
        import os, signal, time
        child = os.fork()
        if child == 0:
            time.sleep(60)
        os.kill(child, signal.SIGKILL)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """,
    "wait for a PID that is no child": """
        import os
        try:
            os.waitpid(os.getpid(), 0)
        except ChildProcessError as error:
            print(error)
        os.wait()
    """,
    "many children": """
        import os
        children = []
        for n in range(20):
            child = os.fork()
            if child == 0:
                os._exit(n)
            children.append(child)
        print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
    """,
    "generations": """
        import os
        depth = 0
        while depth < 5:
            if os.fork():
                os.wait()
                break
            depth += 1
        print(depth)
    """,
    "pipe": """
        import os
        r, w = os.pipe()
        if os.fork() == 0:
            os.close(r)
            os.write(w, b'from the child')
            os._exit(0)
        os.close(w)
        print(os.read(r, 100), os.read(r, 100))
        os.wait()
    """,
    "pipeline": """
        import os
        def stage(source, work):
            r, w = os.pipe()
            if os.fork() == 0:
                with open(source) as lines, open(w, 'w') as out:
                    os.close(r)
                    out.writelines(work(line) for line in lines)
                os._exit(0)
            os.close(source)
            os.close(w)
            return r
        r, w = os.pipe()
        os.write(w, b'fork\\nwait\\n')
        os.close(w)
        print(open(stage(stage(r, str.upper), lambda line: line.replace('\\n', '!\\n'))).read())
    """,
    "SIGCHLD handler": """
        import os, signal, time
        reaped = []
        signal.signal(signal.SIGCHLD, lambda *_: reaped.append(os.waitpid(-1, 0)[1] >> 8))
        if os.fork() == 0:
            os._exit(5)
        while not reaped:
            time.sleep(0.01)
        print(reaped)
    """,
    "SIGCHLD ignored": """
        import os, signal
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        for _ in range(3):
            if os.fork() == 0:
                os._exit(5)
        try:
            os.wait()
        except ChildProcessError as error:
            print(error)
    """,
    "SIGCHLD awaited": """
        import os, signal
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        if os.fork() == 0:
            os._exit(5)
        info = signal.sigwaitinfo({signal.SIGCHLD})
        print(info.si_status, info.si_code == os.CLD_EXITED, os.wait()[1])
    """,
    "waitid without reaping": """
        import os
        child = os.fork()
        if child == 0:
            os._exit(9)
        for options in (os.WNOWAIT, os.WNOWAIT, 0):
            info = os.waitid(os.P_PID, child, os.WEXITED | options)
            print(info.si_pid == child, info.si_status, info.si_code == os.CLD_EXITED)
        try:
            os.waitid(os.P_ALL, 0, os.WEXITED)
        except ChildProcessError as error:
            print(error)
    """,
    "stop and continue": """
        import os, signal
        r, w = os.pipe()
        child = os.fork()
        if child == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            os.close(w)
            os.read(r, 1)
            os._exit(2)
        _, status = os.waitpid(child, os.WUNTRACED)
        print(os.WIFSTOPPED(status), os.WSTOPSIG(status), flush=True)
        os.kill(child, signal.SIGCONT)
        _, status = os.waitpid(child, os.WCONTINUED)
        print(os.WIFCONTINUED(status), flush=True)
        os.close(w)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """,
    "kill of a group": """
        import os, signal
        children = []
        for n in range(3):
            child = os.fork()
            if child == 0:
                signal.pause()
            os.setpgid(child, children[0] if children else child)
            children.append(child)
        os.killpg(children[0], signal.SIGTERM)
        print([os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
    """,
    "kill of the own group": """
        import os, signal
        for _ in range(2):
            if os.fork() == 0:
                signal.pause()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.kill(0, signal.SIGTERM)
        print([os.waitstatus_to_exitcode(os.wait()[1]) for _ in range(2)])
    """,
    "a session of its own": """
        import os
        child = os.fork()
        if child == 0:
            os._exit(not (os.setsid() == os.getpid() == os.getpgrp() == os.getsid(0)))
        print(os.waitpid(child, 0)[1])
        try:
            os.setsid()
        except PermissionError as error:
            print(error)
    """,
    "orphan": """
        import os
        r, w = os.pipe()
        go_r, go_w = os.pipe()
        if os.fork() == 0:
            first = os.getpid()
            if os.fork() == 0:
                os.close(go_w)
                os.read(go_r, 1)
                os.write(w, b'adopted' if os.getppid() != first else b'not adopted')
                os._exit(0)
            os._exit(0)
        os.wait()
        os.close(go_w)
        os.close(w)
        print(os.read(r, 100))
    """,
    "exec": """
        import os, sys
        if os.fork() == 0:
            os.execv(sys.executable, ['python3', '-c', 'import sys; print(sys.argv); sys.exit(4)', 'one', 'two'])
        print(os.wait()[1])
    """,
    "exec of nothing": """
        import os
        if os.fork() == 0:
            try:
                os.execv('/no/such/file', ['x'])
            except FileNotFoundError as error:
                print(error, flush=True)
                os._exit(127)
        print(os.wait()[1])
    """,
    "posix_spawn": """
        import os, sys
        child = os.posix_spawn(sys.executable, [sys.executable, '-c', 'import sys; sys.exit(6)'], os.environ)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """,
    "subprocess": """
        import subprocess, sys
        done = subprocess.run([sys.executable, '-c', 'print(input()[::-1]); raise SystemExit(3)'],
                              input='krof', capture_output=True, text=True)
        print(done.returncode, done.stdout, done.stderr)
    """,
    "subprocess that is killed": """
        import subprocess, sys
        process = subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()'])
        process.kill()
        print(process.wait())
    """,
    "register_at_fork": """
        import os
        os.register_at_fork(before=lambda: print('before', flush=True),
                            after_in_child=lambda: print('in the child', flush=True))
        if os.fork() == 0:
            os._exit(0)
        os.wait()
    """,
    "fork with a thread": """
        import os, threading
        event = threading.Event()
        thread = threading.Thread(target=event.wait)
        thread.start()
        child = os.fork()
        if child == 0:
            print(threading.active_count(), flush=True)
            os._exit(0)
        os.waitpid(child, 0)
        event.set()
        thread.join()
        print('parent', threading.active_count())
    """,
    "fork in a thread": """
        import os, threading
        def work():
            child = os.fork()
            if child == 0:
                print('child', threading.current_thread() is threading.main_thread(), flush=True)
                os._exit(0)
            print('reaped', os.waitpid(child, 0)[1])
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    """,
    "Process": """
        import multiprocessing as mp, os
        def work(name, times):
            print(name * times, mp.current_process().name, mp.parent_process().name)
        if __name__ == '__main__':
            mp.set_start_method('fork')
            process = mp.Process(target=work, args=('ab',), kwargs={'times': 2}, name='worker')
            print(process.exitcode, process.is_alive())
            process.start()
            process.join()
            print(process.exitcode, process.is_alive())
    """,
    "Process that fails": """
        import multiprocessing as mp, sys
        def fails():
            raise ValueError('in the child')
        if __name__ == '__main__':
            mp.set_start_method('fork')
            for target, args in ((fails, ()), (sys.exit, (3,)), (sys.exit, ('text',)), (sys.exit, ())):
                process = mp.Process(target=target, args=args, name='worker')
                process.start()
                process.join()
                print(process.exitcode)
    """,
    "Process that is terminated": """
        import multiprocessing as mp, time
        if __name__ == '__main__':
            mp.set_start_method('fork')
            process = mp.Process(target=time.sleep, args=(60,))
            process.start()
            process.terminate()
            process.join()
            print(process.exitcode)
    """,
    "Process that is a daemon": """
        import multiprocessing as mp, time
        if __name__ == '__main__':
            mp.set_start_method('fork')
            mp.Process(target=time.sleep, args=(60,), daemon=True).start()
            print('main ends')
    """,
    "Process without a guard": """
        import multiprocessing as mp
        mp.set_start_method('fork')
        process = mp.Process(target=print, args=('child',))
        process.start()
        process.join()
    """,
    "Process by spawn": """
        import multiprocessing as mp
        print('imported as', __name__)
        def work(queue):
            print('child', __name__, flush=True)
            queue.put(sum(range(10)))
        if __name__ == '__main__':
            mp.set_start_method('spawn')
            queue = mp.SimpleQueue()
            process = mp.Process(target=work, args=(queue,))
            process.start()
            print(queue.get())
            process.join()
            print(process.exitcode)
    """,
    "Queue": """
        import multiprocessing as mp
        def work(queue):
            for n in range(5):
                queue.put(n * n)
        if __name__ == '__main__':
            mp.set_start_method('fork')
            queue = mp.Queue()
            process = mp.Process(target=work, args=(queue,))
            process.start()
            print([queue.get() for _ in range(5)])
            process.join()
    """,
    "Pipe, Value, Lock": """
        import multiprocessing as mp
        def work(end, counter):
            for _ in range(100):
                with counter.get_lock():
                    counter.value += 1
            end.send({'done': True})
        if __name__ == '__main__':
            mp.set_start_method('fork')
            here, there = mp.Pipe()
            counter = mp.Value('i')
            processes = [mp.Process(target=work, args=(there, counter)) for _ in range(2)]
            for process in processes: process.start()
            print(here.recv(), here.recv())
            for process in processes: process.join()
            print(counter.value)
    """,
    "Pool": """
        import multiprocessing as mp
        def square(n): return n * n
        if __name__ == '__main__':
            mp.set_start_method('fork')
            with mp.Pool(3) as pool:
                print(pool.map(square, range(10)))
    """,
    "ProcessPoolExecutor": """
        import multiprocessing as mp
        from concurrent.futures import ProcessPoolExecutor
        def fails(n): raise ValueError(n)
        if __name__ == '__main__':
            with ProcessPoolExecutor(2, mp.get_context('fork')) as pool:
                print(list(pool.map(abs, (-1, -2))))
                print(repr(pool.submit(fails, 3).exception()))
    """,
    "shared memory": """
        from multiprocessing import shared_memory
        import os
        block = shared_memory.SharedMemory(create=True, size=16)
        if os.fork() == 0:
            block.buf[0] = 42
            os._exit(0)
        os.wait()
        print(block.buf[0])
        block.close()
        block.unlink()
    """,
    "file lock": """
        import fcntl, os
        file = open('lock', 'w')
        fcntl.flock(file, fcntl.LOCK_EX)
        child = os.fork()
        if child == 0:
            with open('lock') as other:
                try:
                    fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError as error:
                    print(error, flush=True)
            os._exit(0)
        os.wait()
    """,
    "an offset is shared": """
        import os
        descriptor = os.open('data', os.O_RDWR | os.O_CREAT)
        os.write(descriptor, b'abcdef')
        os.lseek(descriptor, 0, 0)
        if os.fork() == 0:
            os.read(descriptor, 3)
            os._exit(0)
        os.wait()
        print(os.read(descriptor, 3))
    """,
    "a timer is not inherited": """
        import os, signal
        signal.alarm(60)
        child = os.fork()
        if child == 0:
            os._exit(signal.alarm(0))
        print(os.waitpid(child, 0)[1], signal.alarm(0) > 50)
    """,
    "asyncio in a child": """
        import asyncio, os
        async def main():
            await asyncio.sleep(0)
            return 'done'
        if os.fork() == 0:
            print(asyncio.run(main()))
            raise SystemExit
        os.wait()
    """,
}
