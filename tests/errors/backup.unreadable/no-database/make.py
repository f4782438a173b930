from damage import enter, file

path = file('.sqlite')
path.write_bytes(b'nothing of that kind' * 1000)
enter(path)
