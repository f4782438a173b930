from damage import MANIFEST

text = MANIFEST.read_text(encoding='utf-8')
MANIFEST.write_text(text[:len(text) // 2 + text[len(text) // 2:].index('\n') + 1], encoding='utf-8')
