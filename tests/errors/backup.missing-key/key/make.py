from damage import edit

edit('^installation: .*\n', '')
