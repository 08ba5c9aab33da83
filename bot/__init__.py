"""The Discord side: start-up, settings, language, storage, and how a result becomes a message."""
