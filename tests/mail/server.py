"""A real SMTP server for the tests: `server.py PORT FOLDER`. Keeps what it accepts as numbered files.

Addresses tell it how to behave: refused@… is unknown, full@… is told to come back later, slow@… gets its answer after five
seconds, and the connection of lost@… breaks off once the mail is kept.
"""

import asyncio
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, folder):
        self.folder = folder
        self.count = len(list(folder.glob("*.eml")))

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("refused@"):
            return f"550 5.1.1 <{address}>: no such user"
        if address.startswith("full@"):
            return "452 4.2.2 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.count += 1
        draft = self.folder / "draft"
        draft.write_bytes(envelope.original_content)
        draft.rename(self.folder / f"{self.count:04}.eml")
        first = envelope.rcpt_tos[0]
        if first.startswith("slow@"):
            await asyncio.sleep(5)
        if first.startswith("lost@"):
            server.transport.abort()
        return "250 2.0.0 kept"


async def main(port, folder):
    keeper = Keeper(folder)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(keeper, hostname="localhost"), "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
