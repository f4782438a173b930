from damage import file

path = file('.dump')
data = bytearray(path.read_bytes())
data[len(data) // 2] ^= 1
path.write_bytes(data)
