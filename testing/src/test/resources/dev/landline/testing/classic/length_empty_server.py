"""A length server as others write it: one read takes whatever is there for recv_ready, also before an empty answer.

    length_empty_server.py PORT
"""
import socket
import subprocess
import sys
import threading


def serve(conn):
    while True:
        cmd = conn.recv(1024)
        if not cmd:
            break
        obj = subprocess.Popen(cmd.decode('utf-8'), shell=True, stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        stdout, stderr = obj.communicate()
        res = stderr or stdout
        conn.send(str(len(res)).encode('utf-8'))
        conn.recv(1024)
        conn.sendall(res)
    conn.close()


server = socket.socket()
server.bind(('127.0.0.1', int(sys.argv[1])))
server.listen(5)
print('listening on port', server.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
