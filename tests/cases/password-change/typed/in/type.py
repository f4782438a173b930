"""Types passwords on a terminal, and shows what the terminal showed."""
import os
import pty
import openpyxl


def typed(words, *lines):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp('xueshi', ['xueshi', *words])
    shown = b''
    for line in lines:
        while not shown.endswith('：'.encode()):
            shown += os.read(terminal, 1)
        os.write(terminal, line.encode() + b'\n')
        shown += os.read(terminal, 1)
    try:
        while True:
            shown += os.read(terminal, 1000)
    except OSError:
        pass
    print(shown.decode().replace('\r', ''), end='')
    print('exit', os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


first = openpyxl.load_workbook('slips/password-slips.xlsx').active['E4'].value
typed(['password', 'change', '--as', 'hyit'], first, 'correct horse')
show = ['summary', 'list', '--as', 'hyit', '--require-password']
typed(show, 'wrong horse')
typed(show, 'correct horse')
