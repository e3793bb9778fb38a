#!/usr/bin/env python3
"""Calls a handler of a Landline server, with the standard library alone.

    landline_call.py HOST:PORT CERTIFICATE KEY FINGERPRINT HANDLER [JSON]

The first four are those of landline_client.py, which lies beside this file. What the handler answers is printed
as it comes.
"""
import json, sys
from landline_client import connect, frames, send


def call(line, handler, parameters):
    """What the handler answers, value by value."""
    send(line, type='hello', version=1, software='landline_call.py', features=[],
         max_body=1 << 20, max_channels=0)
    send(line, type='open', ch=1, service='call', request={'handler': handler, 'parameters': parameters})
    send(line, type='eof', ch=1, stream='stdin', offset=0)
    rest = b''
    for header, body in frames(line):
        if header['type'] == 'data':
            *lines, rest = (rest + body).split(b'\n')
            yield from map(json.loads, lines)
        elif header['type'] == 'ping':
            send(line, type='pong', id=header['id'])
        elif header['type'] == 'error':
            sys.exit(f"{header['code']}: {header['message']}")
        elif header['type'] == 'close':
            return
    sys.exit('the connection ended before the call did')


if __name__ == '__main__':
    (host, _, port), (certificate, key, expected, handler, *text) = sys.argv[1].rpartition(':'), sys.argv[2:]
    server = connect(host, int(port), certificate, key, expected)
    for answer in call(server, handler, json.loads(text[0]) if text else {}):
        print(json.dumps(answer), flush=True)
