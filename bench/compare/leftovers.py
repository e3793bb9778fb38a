"""What runs leave behind that were killed and could not clean up: the next run does it for them."""
import contextlib, os, pathlib, pwd, re, shutil, signal, time

from programs import output, program

HOMES = '/var/lib'  # not /tmp: servers want a home that nobody else could have written to
MINE = f'landline-bench-{os.getpid()}'  # an account's name, and how names of directories begin


def sweep(*places):
    """Removes the accounts and directories of runs that are no more."""
    for entry in pwd.getpwall():
        if _abandoned(entry.pw_name):
            end_processes(entry.pw_uid)
            output(program('userdel'), entry.pw_name)
    for place in places:
        for path in pathlib.Path(place).iterdir():
            if _abandoned(path.name) and path.lstat().st_uid == 0 and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)


def _abandoned(name):
    found = re.match(r'landline-bench-(\d+)(-|$)', name)
    return bool(found) and not _lives(found.group(1))


def _lives(pid):
    with contextlib.suppress(OSError):  # what is dead and not yet waited for has no arguments
        return bool(pathlib.Path(f'/proc/{pid}/cmdline').read_bytes())
    return False


def end_processes(uid):
    """Ends what an account that was made here still runs."""
    for _ in range(50):
        left = [int(entry.name) for entry in pathlib.Path('/proc').iterdir()
                if entry.name.isdigit() and _runs_as(entry, uid)]
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.1)


def _runs_as(entry, uid):
    with contextlib.suppress(OSError):
        return entry.stat().st_uid == uid
    return False
