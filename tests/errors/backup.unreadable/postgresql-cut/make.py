from damage import enter, file

path = file('.dump')
path.write_bytes(path.read_bytes()[:-20_000])
enter(path)
