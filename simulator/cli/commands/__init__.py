"""The commands, one a module: its name is the module's, and the module calls it `command`."""
