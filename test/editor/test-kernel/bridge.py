"""Starts one Jupyter kernel and carries its messages: commands are JSON lines on stdin, what the kernel says JSON lines on stdout.

The one argument is JSON: ``prefix`` (a command line that is put before the kernel's), ``env`` (added to its environment),
``cwd``. The kernel ends when stdin does.
"""

import asyncio
import json
import os
import sys

from jupyter_client.manager import AsyncKernelManager


def say(message):
    sys.stdout.write(json.dumps(message, default=str) + "\n")
    sys.stdout.flush()


class Kernel(AsyncKernelManager):
    prefix = []

    def format_kernel_cmd(self, extra_arguments=None):
        command = super().format_kernel_cmd(extra_arguments)
        return self.prefix + [sys.executable] + command[1:]


class Bridge:
    def __init__(self, options):
        self.options = options
        self.kernel = Kernel(kernel_name="python3")
        self.kernel.prefix = options["prefix"]
        self.tasks = []

    async def start(self):
        env = {**os.environ, **self.options["env"]}
        await self.kernel.start_kernel(env=env, cwd=self.options["cwd"])
        await self.connect()

    async def connect(self):
        self.client = self.kernel.client()
        self.client.start_channels(hb=False, stdin=False)
        await self.client.wait_for_ready(timeout=60)
        self.tasks = [asyncio.create_task(self.carry(get)) for get in (self.client.get_iopub_msg, self.client.get_shell_msg)]
        say({"type": "started", "pid": self.kernel.provisioner.process.pid})

    async def disconnect(self):
        for task in self.tasks:
            task.cancel()
        self.client.stop_channels()

    async def carry(self, get):
        while True:
            message = await get()
            content, parent = message["content"], message["parent_header"].get("msg_id")
            say({"type": message["msg_type"], "parent": parent, "content": content})

    async def watch(self):
        """Tells once of each death; a kernel that was ended on purpose is told of by what follows."""
        told = False
        while True:
            alive = await self.kernel.is_alive()
            if not alive and not told and not self.restarting:
                say({"type": "died"})
            told = not alive
            await asyncio.sleep(0.1)

    restarting = False

    async def obey(self, command):
        if command["do"] == "execute":
            session = self.client.session
            content = {"code": command["code"], "silent": command["silent"], "store_history": command["history"]}
            content.update(user_expressions={}, allow_stdin=False, stop_on_error=True)
            header = session.msg_header("execute_request")
            header["msg_id"] = command["id"]
            self.client.shell_channel.send(session.msg("execute_request", content, header=header, metadata=command["metadata"]))
        elif command["do"] == "interrupt":
            await self.kernel.interrupt_kernel()
        elif command["do"] == "restart":
            self.restarting = True
            await self.disconnect()
            await self.kernel.restart_kernel(now=True)
            await self.connect()
            self.restarting = False
        elif command["do"] == "kill":
            await self.kernel.provisioner.kill()


async def main():
    loop = asyncio.get_running_loop()
    lines = asyncio.StreamReader(limit=1 << 28)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    bridge = Bridge(json.loads(sys.argv[1]))
    await bridge.start()
    watching = asyncio.create_task(bridge.watch())
    while line := await lines.readline():
        await bridge.obey(json.loads(line))
    watching.cancel()
    await bridge.kernel.shutdown_kernel(now=True)


asyncio.run(main())
