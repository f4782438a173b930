from damage import enter, file

path = file('.dump')
path.write_bytes(b'nothing of that kind' * 1000)
enter(path)
