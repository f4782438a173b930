from damage import file

path = file('.sqlite')
path.write_bytes(path.read_bytes()[:100_000])
