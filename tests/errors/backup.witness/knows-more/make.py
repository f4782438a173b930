from damage import enter, file

path = file('.heads')
path.write_text(path.read_text().replace('I003 8 ', 'I003 9 '))
enter(path)
