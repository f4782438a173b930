from damage import edit

edit('^schema_version: .*', 'schema_version: 2')
