from damage import edit

edit('^  person: .*', '  person: 711')
edit('^  class: ', '  klass: ')
