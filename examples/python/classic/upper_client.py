#!/usr/bin/env python3
"""Sends lines and shows what comes back, which is the same in capital letters (dialect `upper`).

    upper_client.py HOST PORT [ENCODING]

Shows: TCP is a stream. The answer may come in several pieces, so the client asks for more until it has as
many bytes as it has sent. One line is one message; `quit` ends.
"""
import socket
import sys

host, port, encoding = (sys.argv + ['utf-8'])[1:4]
client = socket.create_connection((host, int(port)))
while True:
    try:
        line = input('>>> ' if sys.stdin.isatty() else '').strip()
    except EOFError:
        break
    if line == 'quit':
        break
    if not line:
        continue  # the server would wait for bytes that never come, and so would we
    sent = line.encode(encoding)
    client.sendall(sent)
    answer = bytearray()
    while len(answer) < len(sent):
        piece = client.recv(1024)
        if not piece:
            sys.exit('the server has closed the connection')
        answer += piece
    print(answer.decode(encoding, 'replace'), flush=True)
client.close()
