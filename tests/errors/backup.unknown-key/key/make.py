from damage import edit

edit('^rows:', 'rowz: 1\\nrows:')
