from damage import file

path = file('.heads')
data = bytearray(path.read_bytes())
data[0] ^= 1
path.write_bytes(data)
