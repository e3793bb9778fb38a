#!/usr/bin/env python3
"""Runs a command on a Landline server, with the standard library alone.

    landline_client.py HOST:PORT CERTIFICATE KEY FINGERPRINT PROGRAM [ARGUMENT...]

CERTIFICATE and KEY are what `landline keys export` wrote, FINGERPRINT is what the server printed at its
start. The command's input is empty; its two outputs and its exit status become those of this script.
"""
import base64, hashlib, json, socket, ssl, struct, sys


def fingerprint(der):
    """The SHA256: fingerprint of the Ed25519 key in a certificate (RFC 5280, RFC 8410)."""
    def inside(at):  # where the content of the DER value at this place begins and ends
        more = der[at + 1] & 127 if der[at + 1] > 127 else 0
        begin = at + 2 + more
        return begin, begin + (int.from_bytes(der[at + 2:begin], 'big') if more else der[at + 1])
    at = inside(inside(0)[0])[0]
    for _ in ('version', 'serial', 'algorithm', 'issuer', 'validity', 'subject'):
        at = inside(at)[1]
    key = der[at:inside(at)[1]]
    if key[:12] != bytes.fromhex('302a300506032b6570032100'):
        sys.exit('expected an Ed25519 host key')
    blob = struct.pack('>I', 11) + b'ssh-ed25519' + struct.pack('>I', 32) + key[12:]
    return 'SHA256:' + base64.b64encode(hashlib.sha256(blob).digest()).decode().rstrip('=')


def connect(host, port, certificate, key, expected):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE  # the key counts: see below
    context.set_alpn_protocols(['landline/1'])
    context.load_cert_chain(certificate, key)
    line = context.wrap_socket(socket.create_connection((host, port)), server_hostname=host)
    if fingerprint(line.getpeercert(binary_form=True)) != expected:
        sys.exit('this is not the host that was meant: its key is another one')
    return line


def send(line, **header):
    text = json.dumps(header).encode()
    line.sendall(struct.pack('<i', len(text)) + text)


def frames(line):
    stream = line.makefile('rb')
    while length := stream.read(4):
        header = json.loads(stream.read(struct.unpack('<i', length)[0]))
        yield header, stream.read(header.get('data_size', 0))


def run(line, argv):
    send(line, type='hello', version=1, software='landline_client.py', features=[],
         max_body=1 << 20, max_channels=0)
    send(line, type='open', ch=1, service='exec', request={'argv': argv})
    send(line, type='eof', ch=1, stream='stdin', offset=0)
    for header, body in frames(line):
        if header['type'] == 'data':
            output = sys.stdout if header['stream'] == 'stdout' else sys.stderr
            output.buffer.write(body)
            output.buffer.flush()
        elif header['type'] == 'ping':
            send(line, type='pong', id=header['id'])
        elif header['type'] == 'error':
            sys.exit(header['message'])
        elif header['type'] == 'exit':
            status = header['status']
            return status.get('exited', 128 + status.get('signaled', -1))  # 127: it never started
    sys.exit('the connection ended before the command did')


if __name__ == '__main__':
    (host, _, port), (certificate, key, expected, *argv) = sys.argv[1].rpartition(':'), sys.argv[2:]
    sys.exit(run(connect(host, int(port), certificate, key, expected), argv))
