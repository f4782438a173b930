from damage import edit

edit('name: "database.sqlite"', 'name: "../database.sqlite"')
