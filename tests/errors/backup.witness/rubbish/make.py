from damage import enter, file

path = file('.heads')
path.write_text(path.read_text() + 'rubbish\n')
enter(path)
