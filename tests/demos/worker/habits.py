"""Programs that look at the interpreter around them, use its streams, threads and modules, or finalize visibly."""

HABITS: dict[str, str] = {
    "name and file": "print(__name__, __file__, __spec__, __package__, __cached__, __doc__, bool(__loader__))",
    "globals": "print(sorted(globals()))",
    "argv": "import sys; print(sys.argv, sys.orig_argv[1:], sys.path[0])",
    "modules of the engine": """
        import sys
        print([name for name in sys.modules if name.partition('.')[0] in {'demos', 'psutil', 'msgspec'}])
    """,
    "module by its name": "import __main__, sys; print(__main__.__file__, sys.modules['__main__'] is __main__)",
    "environment": "import os; print(sorted(os.environ.items()))",
    "folder": "import os; print(os.getcwd(), os.listdir())",
    "source can be read": "print(open(__file__).read())",
    "source in a traceback of a function": """
        import inspect
        def f(): pass
        print(inspect.getsource(f))
    """,
    "recursion limit": "import sys; print(sys.getrecursionlimit())",
    "recursion limit that is raised": """
        import sys
        sys.setrecursionlimit(5000)
        def depth(n): return n if n == 0 else depth(n - 1)
        print(depth(4000))
    """,
    "hash of a string": "print(hash('fork'), {'b', 'a', 'c'})",
    "flags": "import sys; print(sys.flags.optimize, sys.flags.hash_randomization, sys.flags.utf8_mode, __debug__)",
    "encodings": """
        import locale, sys
        print(sys.stdin.encoding, sys.stdout.encoding, sys.stderr.encoding, sys.getfilesystemencoding())
        print(sys.stdin.errors, sys.stdout.errors, sys.stderr.errors, locale.getpreferredencoding())
        print(sys.stdin.name, sys.stdout.name, sys.stderr.name, sys.stdin.mode, sys.stdout.mode)
        print(sys.stdout.line_buffering, sys.stderr.line_buffering, sys.stdout.write_through, sys.stdout.isatty())
    """,
    "limits of files": "import io, sys; print(io.DEFAULT_BUFFER_SIZE, sys.stdout.buffer, sys.stdout)",
    "signals as Python sets them": """
        import signal
        for number in sorted(signal.valid_signals()):
            handler = signal.getsignal(number)
            if handler != signal.SIG_DFL:
                print(number, handler)
        print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
    """,
    "umask": "import os; print(oct(os.umask(0)))",
    "descriptors": "import os; print([n for n in range(64) if os.path.exists(f'/proc/self/fd/{n}')])",
    "group leader": "import os; print(os.getpgrp() == os.getpid())",
    "is a thread": """
        import threading
        print(threading.current_thread().name, threading.enumerate() == [threading.main_thread()])
    """,
    "garbage collector": "import gc; print(gc.isenabled(), gc.get_threshold(), gc.garbage)",
    "warning": "import warnings; warnings.warn('careful')",
    "warning of a category": """
        import warnings
        def old():
            warnings.warn('old is deprecated', DeprecationWarning, stacklevel=2)
        old()
    """,
    "syntax warning": "print(1 is 1)",
    "resource warning is silent": "open(__file__)",
    "exception hidden in a destructor": """
        class Loud:
            def __del__(self):
                raise ValueError('in __del__')
        Loud()
        print('goes on')
    """,
    "print to a closed stdout": "import sys; sys.stdout.close(); print('x')",
    "stdout closed": "import sys; print('x'); sys.stdout.close()",
    "stdout is None": "import sys; sys.stdout = None; print('x')",
    "stderr is None": "import sys; sys.stderr = None; raise ValueError('unseen')",
    "stderr is None at sys.exit": "import sys; sys.stderr = None; sys.exit('to nobody')",
    "stderr is closed": "import sys; sys.stderr.close(); print('x')",
    "stdout is deleted": "import sys; print('before'); del sys.stdout",
    "stdout replaced by a string": """
        import io, sys
        print('first')
        sys.stdout = io.StringIO()
        print('hidden')
    """,
    "stdout replaced by another file": """
        import io, os, sys
        print('kept for the end')
        sys.stdout = io.TextIOWrapper(os.fdopen(os.dup(1), 'wb'))
        print('first')
        sys.stdout.flush()
    """,
    "stdout that does not flush": """
        import sys
        class Bad:
            def write(self, text): pass
            def flush(self): raise OSError('no flush')
        sys.stdout = Bad()
    """,
    "stdout whose pipe is full of nobody": "import os, sys; print('x'); os.close(1)",
    "descriptor 1 closed, exit status": "import os, sys; print('x'); os.close(1); sys.exit(4)",
    "descriptors all closed": "import os; os.closerange(0, 64); print('x')",
    "stdout to a file": """
        import os, sys
        print('before')
        sys.stdout.flush()
        target = os.open('out', os.O_RDWR | os.O_CREAT)
        saved = os.dup(1)
        os.dup2(target, 1)
        print('in the file', flush=True)
        os.dup2(saved, 1)
        print(open('out').read())
    """,
    "stderr to stdout": """
        import os, sys
        os.dup2(1, 2)
        print('to stdout', file=sys.stderr)
        raise ValueError('also there')
    """,
    "unbuffered writes overtake": "import os; print('second'); os.write(1, b'first\\n')",
    "stderr overtakes stdout": """
        import os, sys
        os.dup2(1, 2)
        print('second')
        print('first', file=sys.stderr)
    """,
    "sys.exit's text overtakes stdout": "import os, sys; os.dup2(1, 2); print('second'); sys.exit('first')",
    "a traceback overtakes stdout": "import os; os.dup2(1, 2); print('second'); 1 / 0",
    "a long line": "print('x' * 100_000)",
    "many lines": "for n in range(5000): print(n)",
    "binary output": "import sys; sys.stdout.buffer.write(bytes(range(256)))",
    "unicode output": "print('äöü 中文 🐍 \\u202e')",
    "surrogates": "print('\\ud800')",
    "surrogates escaped": "import os; print(os.fsdecode(b'\\xff'))",
    "surrogates in an error": "raise ValueError('\\ud800')",
    "null characters": "print('a\\0b')",
    "input": "name = input('name? '); print('hello', name)\nprint(input())",
    "input at the end": "input(); input(); print(input('more? '))",
    "input all": "import sys; print(sys.stdin.read())",
    "input by line": "import sys\nfor line in sys.stdin: print(repr(line))",
    "input of bytes": "import os; print(os.read(0, 5)); print(os.read(0, 100)); print(os.read(0, 100))",
    "input after a fork": """
        import os, sys
        print(input())
        if os.fork() == 0:
            print('child', sys.stdin.readline())
            sys.exit()
        os.wait()
        print('parent', sys.stdin.readline())
    """,
    "atexit order": """
        import atexit
        for word in 'third', 'second', 'first':
            atexit.register(print, word)
        print('main')
    """,
    "atexit that fails": """
        import atexit
        atexit.register(print, 'still called')
        atexit.register(lambda: 1 / 0)
    """,
    "atexit that exits": """
        import atexit, sys
        atexit.register(print, 'still called')
        atexit.register(lambda: sys.exit(5))
    """,
    "atexit that registers": """
        import atexit
        atexit.register(lambda: atexit.register(print, 'registered late'))
    """,
    "atexit after an exception": "import atexit; atexit.register(print, 'after'); raise ValueError('x')",
    "atexit that prints to stderr": "import atexit, sys; atexit.register(print, 'x', file=sys.stderr)",
    "destructor at the end": """
        class Thing:
            def __init__(self, name): self.name = name
            def __del__(self): print('del', self.name)
        first, second = Thing('first'), Thing('second')
        print('end')
    """,
    "destructor of a cycle": """
        class Thing:
            def __del__(self): print('del')
        thing = Thing()
        thing.itself = thing
    """,
    "destructor after atexit": """
        import atexit
        class Thing:
            def __del__(self): print('del')
        thing = Thing()
        atexit.register(print, 'atexit')
    """,
    "destructor with a signal handler about": """
        import signal
        class Thing:
            def __del__(self): print('del')
        thing = Thing()
        def handler(number, frame): print(thing)
        signal.signal(signal.SIGUSR1, handler)
    """,
    "destructor with an excepthook about": """
        import sys
        class Thing:
            def __del__(self): print('del')
        thing = Thing()
        def hook(*_): print('hook')
        sys.excepthook = hook
        raise ValueError
    """,
    "destructor after an exception": """
        class Thing:
            def __del__(self): print('del')
        def f():
            thing = Thing()
            raise ValueError('x')
        f()
    """,
    "destructor in a default argument": """
        class Thing:
            def __del__(self): print('del')
        def f(thing=Thing()): return f
    """,
    "finalizer": """
        import weakref
        class Thing: pass
        thing = Thing()
        weakref.finalize(thing, print, 'finalized')
    """,
    "generator with finally": """
        def numbers():
            try:
                yield 1
            finally:
                print('finally')
        source = numbers()
        print(next(source))
    """,
    "file that is not closed": """
        import atexit
        file = open('out', 'w')
        file.write('x')
        atexit.register(lambda: print(file.closed))
    """,
    "thread": """
        import threading
        def work(n): print('thread', n)
        for n in range(3):
            thread = threading.Thread(target=work, args=(n,))
            thread.start()
            thread.join()
        print('main')
    """,
    "thread that outlives main": """
        import threading, time
        def work():
            time.sleep(0.05)
            print('thread')
        threading.Thread(target=work).start()
        print('main ends')
    """,
    "thread that is a daemon": """
        import threading, time
        def work():
            time.sleep(60)
            print('never')
        threading.Thread(target=work, daemon=True).start()
        print('main ends')
    """,
    "thread that fails": """
        import threading
        def work(): raise ValueError('in a thread')
        thread = threading.Thread(target=work, name='worker')
        thread.start()
        thread.join()
        print('main goes on')
    """,
    "thread that exits": """
        import sys, threading
        thread = threading.Thread(target=sys.exit, args=(3,))
        thread.start()
        thread.join()
        print('main goes on')
    """,
    "thread that ends the process": """
        import os, threading, time
        threading.Thread(target=os._exit, args=(6,)).start()
        time.sleep(60)
    """,
    "exit that waits for a thread": """
        import threading, time
        def work():
            time.sleep(0.05)
            print('still here', flush=True)
        threading.Thread(target=work).start()
        raise SystemExit(2)
    """,
    "thread pool": """
        from concurrent.futures import ThreadPoolExecutor
        with ThreadPoolExecutor(4) as pool:
            print(list(pool.map(lambda n: n * n, range(10))))
    """,
    "asyncio": """
        import asyncio
        async def work(n):
            await asyncio.sleep(0.01 * n)
            print('task', n)
        async def main():
            await asyncio.gather(*(work(n) for n in (2, 0, 1)))
        asyncio.run(main())
    """,
    "asyncio's subprocess": """
        import asyncio, sys
        async def main():
            process = await asyncio.create_subprocess_exec(sys.executable, '-c', 'print(6 * 7)', stdout=-1)
            print(await process.communicate(), process.returncode)
        asyncio.run(main())
    """,
    "clock": "import time; a = time.monotonic(); time.sleep(0.01); print(time.monotonic() - a >= 0.01)",
    "random with a seed": "import random; random.seed(1); print(random.random())",
    "eval and exec": "x = 2; exec('y = x * 3'); print(eval('y + 1'))",
    "dataclass": "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nprint(P(1))",
    "pickle": "import pickle\nclass P: pass\nprint(type(pickle.loads(pickle.dumps(P()))))",
    "match": "match 3:\n    case int(n): print(n)",
    "help": "def f():\n    'About f.'\nhelp(f)",
    "trace": """
        import sys
        def trace(frame, event, arg):
            print(event, frame.f_code.co_name, frame.f_lineno)
        def f(): return 1
        sys.settrace(trace)
        f()
        sys.settrace(None)
    """,
    "breakpoint": "breakpoint()\nprint('after')",
}

INPUTS: dict[str, str] = {
    "input": "Ada\nsecond\n",
    "input at the end": "only\n",
    "input all": "all\nof äöü\nit",
    "input by line": "a\n\nb\r\nc",
    "input of bytes": "0123456789",
    "input after a fork": "first\nsecond\nthird\n",
    "breakpoint": "p 1 + 1\nc\n",
}
