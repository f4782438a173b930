from damage import file

file('.sqlite').unlink()
