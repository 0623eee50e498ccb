"""pacparser, which runs PAC files as a browser would. Importing it fails where it is not installed."""

import ctypes

try:
    library = ctypes.CDLL("libpacparser.so.1")
except OSError as error:
    raise ImportError(error) from error

PRINTER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)
silent = PRINTER(lambda *_: 0)
library.pacparser_find_proxy.restype = ctypes.c_char_p
library.pacparser_set_error_printer(silent)


class Pac:
    """A PAC file that is loaded. pacparser holds one at a time."""

    def __init__(self, text):
        assert library.pacparser_init() == 1
        self.is_valid = library.pacparser_parse_pac_string(text.encode()) == 1

    def __enter__(self):
        return self

    def __exit__(self, *_):
        library.pacparser_cleanup()

    def way(self, url, host):
        """What FindProxyForURL says; None if it fails."""
        said = library.pacparser_find_proxy(url.encode(), host.encode())
        return said and said.decode()
