from damage import edit

edit(r'^made_at: .*$', 'made_at: "2016-01-01 09:00"')
