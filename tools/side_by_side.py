"""`honcho start`, which a closed terminal ends as Ctrl-C does.

honcho gives each process a session of its own, and itself dies of a hang-up without a word to them:
the server would stay behind and keep its port.
"""

import multiprocessing
import os
import signal

from honcho.command import main


def hang_up(_signal: int, _frame: object) -> None:
    """End as by SIGTERM, which honcho hands on."""
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    # honcho's helpers have to inherit the handler, and to outlive the hang-up by a moment.
    multiprocessing.set_start_method("fork")
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as under nohup
        signal.signal(signal.SIGHUP, hang_up)
    main()
