"""`python -m bot`."""

import gc

gc.disable()  # until all is built: what is loaded at the start stays for good

from bot.cli import main  # noqa: E402 - loading it is much of a start

main()
