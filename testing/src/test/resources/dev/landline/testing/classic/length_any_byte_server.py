"""A length server as others write it: any bytes will do for recv_ready, and an empty answer is made into a sentence.

    length_any_byte_server.py PORT ENCODING
"""
import socket
import subprocess
import sys
import threading


def serve(conn):
    while True:
        cmd = conn.recv(1024).decode(encoding)
        if len(cmd) == 0:
            break
        obj = subprocess.Popen(cmd, shell=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE)
        stdout, stderr = obj.communicate()
        res = (stderr or stdout).decode('utf-8')
        if len(res) == 0:
            res = 'cmd has no output...'
        res = res.encode(encoding)
        conn.send(str(len(res)).encode(encoding))
        conn.recv(1024)
        conn.sendall(res)
    conn.close()


port, encoding = int(sys.argv[1]), sys.argv[2]
server = socket.socket()
server.bind(('127.0.0.1', port))
server.listen(5)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
