"""What people can type: one package for each family of commands. A cog parses, calls, renders and sends."""
