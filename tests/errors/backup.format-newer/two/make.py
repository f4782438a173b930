from damage import edit

edit('^format: 1', 'format: 2')
