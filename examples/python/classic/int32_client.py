#!/usr/bin/env python3
"""Runs commands on a server that sends the length of each answer as four bytes (dialect `int32`).

    int32_client.py HOST PORT [ENCODING]

Shows: read exactly four bytes, not one more, then exactly as many as they say.
"""
import socket
import struct
import sys


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
    size = struct.unpack('i', receive(4))[0]
    answer = receive(size)
    print(answer.decode(encoding, 'replace'), end='', flush=True)
client.close()
