"""Programs that end in every way that Python knows; what each prints and how it ends is the same on every run."""

ENDINGS: dict[str, str] = {
    "falls off the end": "print('done')",
    "empty program": "",
    "only a comment": "# nothing",
    "exit None": "import sys; sys.exit()",
    "exit 0": "import sys; sys.exit(0)",
    "exit 7": "import sys; sys.exit(7)",
    "exit 256": "import sys; sys.exit(256)",
    "exit negative": "import sys; sys.exit(-1)",
    "exit a huge number": "import sys; sys.exit(2**70)",
    "exit a huge negative number": "import sys; sys.exit(-2**70)",
    "exit True": "import sys; sys.exit(True)",
    "exit False": "import sys; sys.exit(False)",
    "exit a string": "import sys; print('before'); sys.exit('a string')",
    "exit an empty string": "import sys; sys.exit('')",
    "exit a float": "import sys; sys.exit(1.5)",
    "exit a list": "import sys; sys.exit([1, 2])",
    "exit a tuple": "import sys; sys.exit((3, 4))",
    "exit an exception": "import sys; sys.exit(ValueError('x'))",
    "exit a number of its own kind": """
        import enum, sys
        class Code(enum.IntEnum):
            BAD = 9
        sys.exit(Code.BAD)
    """,
    "exit what cannot be printed": """
        import sys
        class Bad:
            def __str__(self):
                raise RuntimeError('no')
        sys.exit(Bad())
    """,
    "exit with a changed code": """
        error = SystemExit(1)
        error.code = 5
        raise error
    """,
    "exit of a subclass": """
        class Stop(SystemExit):
            pass
        raise Stop(4)
    """,
    "exit by the site's exit": "exit(3)",
    "exit by the site's quit": "quit('bye')",
    "exit closes stdin": "import sys\ntry:\n    exit(2)\nfinally:\n    print(sys.stdin.closed)",
    "the site's exit as text": "print(exit)\nprint(quit)",
    "exit that is caught": """
        import sys
        try:
            sys.exit(3)
        except SystemExit as error:
            print('caught', error.code)
        print('goes on')
    """,
    "exit in finally": """
        import sys
        try:
            1 / 0
        finally:
            sys.exit(6)
    """,
    "exit in except": """
        import sys
        try:
            1 / 0
        except ZeroDivisionError:
            sys.exit('sorry')
    """,
    "os._exit loses the buffer": "import os; print('lost'); os._exit(3)",
    "os._exit after a flush": "import os; print('kept', flush=True); os._exit(0)",
    "os._exit skips atexit": "import atexit, os; atexit.register(print, 'never'); os._exit(1)",
    "os.abort": "import os; print('lost'); os.abort()",
    "os.kill of oneself": "import os, signal; os.kill(os.getpid(), signal.SIGTERM); print('never')",
    "SIGKILL of oneself": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "segmentation fault": "import ctypes; print('lost'); ctypes.string_at(0)",
    "SIGINT of oneself": "import os, signal; print('lost?'); os.kill(os.getpid(), signal.SIGINT); print('never')",
    "KeyboardInterrupt": "print('before'); raise KeyboardInterrupt",
    "KeyboardInterrupt with a message": "raise KeyboardInterrupt('stop')",
    "KeyboardInterrupt caught": """
        import os, signal
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            print('caught')
    """,
    "KeyboardInterrupt's atexit": """
        import atexit
        atexit.register(print, 'last words')
        raise KeyboardInterrupt
    """,
    "exception": "print('before')\nraise ValueError('wrong')",
    "exception without a message": "raise ValueError",
    "exception from a function": """
        def inner(n):
            if n:
                inner(n - 1)
            return {}['missing']

        def outer():
            inner(3)

        outer()
    """,
    "exception chained": """
        try:
            int('x')
        except ValueError as error:
            raise RuntimeError('outer') from error
    """,
    "exception during another": """
        try:
            int('x')
        except ValueError:
            raise KeyError('second')
    """,
    "exception with its context hidden": """
        try:
            int('x')
        except ValueError:
            raise KeyError('only') from None
    """,
    "exception group": """
        def fails(n):
            raise ValueError(n)

        errors = []
        for n in range(3):
            try:
                fails(n)
            except ValueError as error:
                errors.append(error)
        raise ExceptionGroup('several', errors)
    """,
    "exception with a note": """
        error = ValueError('noted')
        error.add_note('the note')
        raise error
    """,
    "exception of its own base": "class Odd(BaseException): pass\nraise Odd('odd')",
    "exception whose text fails": """
        class Bad(Exception):
            def __str__(self):
                raise RuntimeError('no')
        raise Bad
    """,
    "GeneratorExit": "raise GeneratorExit",
    "name that is a typo": "counter = 1\nprint(conter)",
    "attribute that is a typo": "import sys\nsys.exti(1)",
    "module that does not exist": "import no_such_module",
    "exec of wrong source": "exec('1 +')",
    "recursion without end": """
        def down(): down()
        try:
            down()
        except RecursionError as error:
            print(error)
    """,
    "syntax error": "print('never')\nif True print('x')",
    "syntax error at the end": "print('never')\n(1,",
    "indentation error": "def f():\nreturn 1",
    "tab error": "if True:\n        x = 1\n\ty = 2",
    "encoding declaration": "# -*- coding: utf-8 -*-\nprint('ä')",
    "byte order mark": "\ufeffprint('x')",
    "windows line ends": "print('a')\r\nprint('b')\r\n",
    "future import": """
        from __future__ import annotations
        def f(x: undefined_name) -> also_undefined: ...
        print(f.__annotations__)
    """,
    "annotations are evaluated": "def f(x: int) -> str: ...\nprint(f.__annotations__)",
    "module annotations": "x: int = 1\nprint(__annotations__)",
    "docstring": '"""About."""\nprint(__doc__)',
    "assertion": "assert 1 == 2, 'one is not two'",
    "excepthook": """
        import sys
        def hook(kind, value, trace):
            print('hook', kind.__name__, value, trace.tb_lineno)
        sys.excepthook = hook
        raise ValueError('x')
    """,
    "excepthook that fails": """
        import sys
        def hook(kind, value, trace):
            raise RuntimeError('hook failed')
        sys.excepthook = hook
        raise ValueError('x')
    """,
    "excepthook that exits": """
        import sys
        def hook(kind, value, trace):
            sys.exit(8)
        sys.excepthook = hook
        raise ValueError('x')
    """,
    "excepthook that is gone": "import sys\ndel sys.excepthook\nraise ValueError('x')",
    "excepthook that cannot be called": "import sys\nsys.excepthook = 3\nraise ValueError('x')",
    "excepthook sees no exit": """
        import sys
        sys.excepthook = lambda *_: print('never')
        sys.exit(2)
    """,
    "last exception is kept": """
        import atexit, sys
        atexit.register(lambda: print(sys.last_type, sys.last_value, sys.last_traceback.tb_lineno))
        raise ValueError('x')
    """,
    "traceback limit": """
        import sys
        sys.tracebacklimit = 1
        def f(): g()
        def g(): 1 / 0
        f()
    """,
    "traceback by hand": """
        import sys, traceback
        def f():
            raise ValueError('x')
        try:
            f()
        except ValueError:
            traceback.print_exc()
            sys.stderr.write(traceback.format_exc())
    """,
    "SIGPIPE as the system has it": """
        import os, signal
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        r, w = os.pipe()
        os.close(r)
        os.write(w, b'x')
    """,
    "broken pipe": "import os\nr, w = os.pipe()\nos.close(r)\nos.write(w, b'x')",
    "alarm": "import signal; signal.alarm(1); signal.pause()",
}
