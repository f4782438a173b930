from damage import enter, file

path = file('.key')
path.write_text('0' * 64 + '\n')
enter(path)
