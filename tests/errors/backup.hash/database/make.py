from damage import file

path = file('.sqlite')
data = bytearray(path.read_bytes())
data[60_000] ^= 1
path.write_bytes(data)
