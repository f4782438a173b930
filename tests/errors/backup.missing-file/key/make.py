from damage import file

file('.key').unlink()
