#!/usr/bin/env python3
"""The same as upper_server.py over UDP.

    upper_udp_server.py PORT

Shows: no listen, no accept, no threads: there are no connections, and one socket answers everybody. `upper` of
bytes changes the letters of ASCII and nothing else, which is right in UTF-8.
"""
import socket
import sys

server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(('127.0.0.1', int(sys.argv[1])))
print('listening on port', server.getsockname()[1], flush=True)
while True:
    data, client = server.recvfrom(65535)
    server.sendto(data.upper(), client)
