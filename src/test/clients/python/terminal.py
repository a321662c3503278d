"""Runs a program in a terminal of its own: types a line until the program answers as wanted, then leaves with a key.

usage: terminal.py LINE WANTED KEY PROGRAM [ARGUMENT...]     KEY is a number, such as 29 for Ctrl-]
Prints what was seen, and ends with the program's status; with 99 when what is wanted did not come in a minute.
"""

import os
import pty
import select
import sys
import time

line, wanted, key = sys.argv[1].encode(), sys.argv[2].encode(), bytes([int(sys.argv[3])])
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[4], sys.argv[4:])

seen = b""
is_left = False
deadline = time.monotonic() + 60
while time.monotonic() < deadline:
    if select.select([terminal], [], [], 1)[0]:
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the program has ended, and its terminal with it
            break
        if not more:
            break
        seen += more
    elif not is_left:
        os.write(terminal, line + b"\n")  # nothing has come for a second: it may not have listened yet
    if wanted in seen and not is_left:
        os.write(terminal, key)
        is_left = True

if time.monotonic() >= deadline:
    os.kill(child, 9)
status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
sys.stdout.write(seen.decode(errors="replace"))
sys.exit(status if is_left else 99)
