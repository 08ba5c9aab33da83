"""A server that speaks enough of Discord to log in to: its API and its gateway, on loopback (aiohttp)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

TOKEN = "MTIz.test.token"  # noqa: S105 (it opens this server only)
USER = {"discriminator": "0", "avatar": None, "flags": 0}
BOT = {**USER, "id": "1", "username": "Forklore", "bot": True}
APPLICATION = {
    "id": "1",
    "name": "Forklore",
    "icon": None,
    "flags": 0,
    "summary": "",
    "description": "",
    "verify_key": "",
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": {**USER, "id": "2", "username": "host"},
}
HELLO, IDENTIFY, HEARTBEAT, HEARTBEAT_ACK, DISPATCH, RESUME = 10, 2, 1, 11, 0, 6
DISALLOWED_INTENTS = 4014


@dataclass
class DiscordServer:
    """What the server saw, and how it answers. `status` is the answer to a login with the right token."""

    status: int = 200
    allowed_intents: int = ~0
    port: int = 0
    requests: list[str] = field(default_factory=list)
    proxied: list[str | None] = field(default_factory=list)
    """The ``Proxy-Authorization`` of each request that came as to a proxy."""
    commands: list[dict[str, Any]] = field(default_factory=list)
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway"

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix("/api/v10")
        self.requests.append(f"{request.method} {request.path}")
        if request.raw_path.startswith("http") or str(request.url.host) != "127.0.0.1":
            self.proxied.append(request.headers.get("Proxy-Authorization"))
        if request.path == "/gateway":
            return await self._gateway(request)
        if not request.path.startswith("/api/v10/"):
            return web.Response(text="<h1>Welcome</h1>", content_type="text/html")
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        if self.status != 200:
            return web.json_response({"message": "no", "code": 0}, status=self.status)
        match request.method, path:
            case "GET", "/users/@me":
                return web.json_response(BOT)
            case "GET", "/oauth2/applications/@me":
                return web.json_response(APPLICATION)
            case "GET", "/gateway":
                return web.json_response({"url": self.gateway})
            case "PUT", "/applications/1/commands":
                self.commands = await request.json()
                return web.json_response([])
        return web.json_response({"message": "404: Not Found", "code": 0}, status=404)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": 45_000}})
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            payload = json.loads(message.data)
            match payload["op"]:
                case 2:
                    if payload["d"]["intents"] & ~self.allowed_intents:
                        await socket.close(code=DISALLOWED_INTENTS, message=b"Disallowed intent(s).")
                        break
                    await socket.send_json({"op": DISPATCH, "s": 1, "t": "READY", "d": self._ready_event()})
                    self.ready.set()
                case 1:
                    await socket.send_json({"op": HEARTBEAT_ACK})
                case 6:
                    await socket.send_json({"op": DISPATCH, "s": 2, "t": "RESUMED", "d": {}})
        return socket

    def _ready_event(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "session",
            # A server may name a gateway that cannot be reached from here.
            "resume_gateway_url": "ws://unreachable.invalid/",
            "application": {"id": "1", "flags": 0},
        }


@asynccontextmanager
async def discord_server(**options: Any) -> AsyncIterator[DiscordServer]:
    """Serve on a free port of loopback; options are the fields of `DiscordServer`."""
    server = DiscordServer(**options)
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server._rest)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        for socket in server.sockets:
            await socket.close()
        await runner.cleanup()
