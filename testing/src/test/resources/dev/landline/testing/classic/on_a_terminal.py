"""Runs a script on a terminal: types what is on standard input, line by line once it was asked, and prints the screen.

    on_a_terminal.py SCRIPT [ARGUMENT...]
"""
import os
import pty
import sys

pid, screen = pty.fork()
if pid == 0:
    os.execv(sys.executable, [sys.executable] + sys.argv[1:])
lines = sys.stdin.read().splitlines()
shown = b''
while True:
    try:
        piece = os.read(screen, 1024)
    except OSError:  # the script has ended
        break
    if not piece:
        break
    shown += piece
    if shown.endswith(b'>>> ') and lines:
        os.write(screen, lines.pop(0).encode() + b'\n')
os.waitpid(pid, 0)
sys.stdout.buffer.write(shown)
