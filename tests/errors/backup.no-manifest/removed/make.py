from damage import MANIFEST

MANIFEST.unlink()
