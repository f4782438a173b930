from damage import edit

edit('^audit_heads:\n(  - .*\n)*', 'audit_heads: 5\\n')
