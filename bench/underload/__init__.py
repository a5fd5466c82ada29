"""Puts a daemon of Tend under load on the real kernel, and looks at what it costs and keeps."""
