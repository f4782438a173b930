from damage import MANIFEST

text = MANIFEST.read_text(encoding='utf-8')
MANIFEST.write_text(text.replace('person: 710', 'person: 711'), encoding='utf-8')
