from damage import edit

edit('^backend: .*', 'backend: oracle')
