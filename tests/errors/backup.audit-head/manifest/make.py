from damage import edit

edit('chain: "I001", seq: 8', 'chain: "I001", seq: 9')
