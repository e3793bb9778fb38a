#!/usr/bin/env python3
"""The same as upper_client.py over UDP.

    upper_udp_client.py HOST PORT [ENCODING]

Shows: UDP has no stream but datagrams. One `recvfrom` is one answer, whole, so nothing has to be counted. But a
datagram may be lost, so there has to be an end to waiting for it.
"""
import socket
import sys

host, port, encoding = (sys.argv + ['utf-8'])[1:4]
client = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
client.settimeout(5)
while True:
    try:
        line = input('>>> ' if sys.stdin.isatty() else '').strip()
    except EOFError:
        break
    if line == 'quit':
        break
    if not line:
        continue
    client.sendto(line.encode(encoding), (host, int(port)))
    try:
        answer, server = client.recvfrom(65535)  # what does not fit is thrown away: ask for the most
    except socket.timeout:
        sys.exit('no answer within 5 seconds')
    print(answer.decode(encoding, 'replace'), flush=True)
