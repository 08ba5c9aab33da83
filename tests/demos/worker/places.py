"""Programs that say themselves on which of their lines which events happen: ``#: Fork Write``.

A line without such a comment is one on which no event happens, a kind that is not named does not happen there.
"""

PLACES = {
    "statements": """
        import os, time
        pid = os.fork()  #: Fork
        if pid == 0:
            time.sleep(0.01)  #: Sleep Wake
            os._exit(3)  #: Exit
        os.waitpid(pid, 0)  #: Wait Reap
        print("done", flush=True)  #: Write
        os.getppid()  #: Call
        """,
    "functions": """
        import os

        def write(text):
            os.write(1, text)  #: Write

        def twice(text):
            write(text)
            for _ in range(2):
                write(text)

        twice(b"x")
        """,
    "loops, else, and a walrus": """
        import os
        while (n := os.getppid()) > 5:  #: Call
            pass
        for i in range(3):
            if i == 1:
                os.write(1, b"one")  #: Write
            elif os.getppid() and i == 2:  #: Call
                os.write(1, b"two")  #: Write
        else:
            os.write(1, b"end")  #: Write
        """,
    "lambdas and comprehensions": """
        import os
        write = lambda: os.write(1, b"x")  #: Write
        write()
        [os.getppid()  #: Call
         for _ in range(2)]
        {
            n: os.getppid()  #: Call
            for n in range(2)
        }
        any(
            os.getppid() < 0  #: Call
            for _ in range(2)
        )
        sorted([2, 1], key=lambda n:
            os.getppid() + n)  #: Call
        """,
    "a call of several lines": """
        import os
        os.write(  #: Write
            1,
            b"x"
            b"y",
        )
        print(
            os.getppid(),  #: Call
            os.getppid() +  #: Call
            os.getppid(),  #: Call
            file=open("/dev/null", "w"),
        )
        """,
    "exceptions": """
        import os
        try:
            os.wait()  #: Wait Error
        except ChildProcessError:
            os.write(1, b"no child")  #: Write
        else:
            os.write(1, b"child")
        finally:
            os.write(1, b"finally")  #: Write

        def fail():
            try:
                raise LookupError
            finally:
                os.write(1, b"leaving")  #: Write

        try:
            fail()
        except LookupError:
            os.getppid()  #: Call
        """,
    "with": """
        import contextlib
        import os

        @contextlib.contextmanager
        def noisy():
            os.write(1, b"in")  #: Write
            try:
                yield
            finally:
                os.write(1, b"out")  #: Write

        class Quiet:
            def __enter__(self):
                os.getppid()  #: Call
            def __exit__(self, *_):
                os.getppid()  #: Call

        with noisy(), Quiet():
            os.write(1, b"inside")  #: Write
        """,
    "classes and operators": """
        import os

        class Loud:
            os.write(1, b"class body")  #: Write

            @property
            def value(self):
                return os.write(1, b"property")  #: Write

            def __add__(self, other):
                return os.write(1, b"add")  #: Write

            def __del__(self):
                os.write(1, b"del")  #: Write

        loud = Loud()
        loud.value
        loud + 1
        del loud
        """,
    "generators and coroutines": """
        import asyncio
        import os

        def numbers():
            yield os.getppid()  #: Call
            yield from (os.write(1, b"x") for _ in "ab")  #: Write

        for _ in numbers():
            os.write(1, b"between")  #: Write

        async def main():
            os.write(1, b"before")  #: Write
            await asyncio.sleep(0)
            os.write(1, b"after")  #: Write

        coroutine = main()
        coroutine.send(None)
        try:
            coroutine.send(None)
        except StopIteration:
            os.getppid()  #: Call
        """,
    "recursion of forks": """
        import os

        def descend(depth):
            if depth == 0:
                os.write(1, b"bottom")  #: Write
                os._exit(0)  #: Exit
            if os.fork() == 0:  #: Fork
                descend(depth - 1)
            os.wait()  #: Wait Reap
            os._exit(0)  #: Exit

        descend(3)
        """,
    "fork in an expression": """
        import os
        os.fork() and os.fork()  #: Fork
        os.write(1, b"x")  #: Write
        try:
            while True:
                os.wait()  #: Wait Reap Error
        except ChildProcessError:
            os._exit(0)  #: Exit
        """,
    "signals": """
        import os
        import signal

        def handler(number, frame):
            os.write(1, b"handled")  #: Write

        signal.signal(signal.SIGUSR1, handler)
        os.kill(  #: Kill Signal
            2,
            signal.SIGUSR1)
        """,
    "stop and continue": """
        import os
        import signal
        child = os.fork()  #: Fork
        if child == 0:
            os.kill(3, signal.SIGSTOP)  #: Kill Signal Stop Continue
            os._exit(0)  #: Exit
        os.waitpid(child, os.WUNTRACED)  #: Wait Call
        os.kill(child, signal.SIGCONT)  #: Kill
        os.wait()  #: Wait Reap
        """,
    "a pipe": """
        import os
        r, w = os.pipe()
        if os.fork() == 0:  #: Fork
            os.close(w)
            while os.read(r, 1):  #: Wait Wake
                pass
            os._exit(0)  #: Exit
        os.write(w, b"x")
        os.close(w)
        os.wait()  #: Wait Reap
        """,
    "exit handlers": """
        import atexit
        import os

        @atexit.register
        def farewell():
            os.write(1, b"bye")  #: Write
        """,
    "the library's calls are on the line that asked for them": """
        import os
        import subprocess
        import sys
        subprocess.run([sys.executable, "-S", "-c", ""])  #: Fork Exec Wait Reap
        """,
    "code out of strings": """
        import os
        exec("import os\\n\\nos.getppid()")  #: Call
        eval("os.getppid()")  #: Call
        """,
    "threads": """
        import os
        import threading

        def work():
            os.write(1, b"thread")  #: Write

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        os.write(1, b"main")  #: Write
        """,
    "a fork in a thread": """
        import os
        import threading
        import warnings
        warnings.simplefilter("ignore")  # Python 3.12 and newer warn of this.

        def work():
            if os.fork() == 0:  #: Fork
                os.write(1, b"child")  #: Write
                os._exit(0)  #: Exit
            os.wait()  #: Wait Reap

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        """,
    "a fork that Python knows nothing of": """
        import ctypes
        import os
        libc = ctypes.CDLL(None)
        if libc.fork() == 0:  #: Fork
            os.write(1, b"child")  #: Write
            libc._exit(0)  #: Exit
        libc.wait(None)  #: Wait Reap
        """,
}

RACES = {("a pipe", "natural")}
"""Whether the reader comes before the writer, the kernel decides."""
