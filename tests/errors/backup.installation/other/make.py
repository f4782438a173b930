from damage import edit

edit('^installation: .*', 'installation: "00000000000000000000000000000000"')
