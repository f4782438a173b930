from damage import edit

edit(r'^signature: .*\n', '')
