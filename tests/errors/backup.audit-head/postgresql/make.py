from damage import edit

edit('^  - {chain: "I002".*\n', '')
