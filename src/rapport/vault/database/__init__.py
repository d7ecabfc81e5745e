"""The encrypted file as a Django database: SQLCipher under Django's own SQLite backend."""
