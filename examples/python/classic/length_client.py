#!/usr/bin/env python3
"""Runs commands on a server that says how long each answer is (dialect `length`).

    length_client.py HOST PORT [ENCODING]

Shows: length first, then `recv_ready`, then as many bytes as were announced, however they arrive. The length
itself has no end but that the server sends nothing behind it until it has heard `recv_ready`.
"""
import socket
import sys
import time


def receive(size):
    data = bytearray()
    while len(data) < size:
        piece = client.recv(min(1024, size - len(data)))
        if not piece:
            sys.exit('the server has closed the connection')
        data += piece
    return data


host, port, encoding = (sys.argv + ['utf-8'])[1:4]
client = socket.create_connection((host, int(port)))
while True:
    try:
        command = input('>>> ' if sys.stdin.isatty() else '').strip()
    except EOFError:
        break
    if command == 'quit':
        break
    if not command:
        continue
    client.sendall(command.encode(encoding))
    size = int(client.recv(1024) or sys.exit('the server has closed the connection'))
    client.sendall(b'recv_ready')
    if size == 0:  # nothing comes that tells when `recv_ready` was read; glued to it, a command would be lost
        time.sleep(0.25)
    answer = receive(size)
    print(answer.decode(encoding, 'replace'), end='', flush=True)
client.close()
