// yaodian seed DOC: the card alone. Declared beside import, which does the work: tools/commands/import.cc.
