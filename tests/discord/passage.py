"""One HTTP call on its way: token, faults, rate limits, its body, its work, and the check of the answer."""

from __future__ import annotations

import json
import traceback
from typing import Any

from aiohttp import web

from tests.discord.errors import ApiError, FormError
from tests.discord.faults import Fault
from tests.discord.rates import Limited
from tests.discord.routes import Call, Route
from tests.discord.service import Done, Service
from tests.discord.things import Json, Upload

JSON_TYPE = {"Content-Type": "application/json"}  # discord.py compares it literally: no charset


class Passage:
    """One call on its way through the checks."""

    def __init__(self, service: Service, route: Route, request: web.Request) -> None:
        self.service, self.route, self.request = service, route, request
        self.path, self.body = dict(request.match_info), None
        self.headers = {"Via": "1.1 google"}

    async def run(self) -> web.Response:
        """Let the call in, do its work, check the answer."""
        fault = self.service.faults.next(self.route.name)
        try:
            self._check_token()
            if fault is not None and not fault.late and (reply := await self._meet(fault)):
                return reply
            self.headers |= self.service.rates.take(self.route.name, self.path, self.service.now())
            status, body = self._work(await self._read())
            if fault is not None and fault.late and (reply := await self._meet(fault)):
                return reply
        except Limited as wait:
            return self._limit(wait)
        except ApiError as error:
            if isinstance(error, FormError):
                self.service.violations.append(f"{self.route.name}: {error.complaint}")
            return self._reply(error.status, error.body)
        except Exception as error:
            traceback.print_exc()
            self.service.violations.append(f"{self.route.name}: the stand-in broke: {error!r}")
            return self._reply(
                400, {"code": 0, "message": "the stand-in broke"}
            )  # a 500 would be tried again
        self._note("answer", self._spec_of(status, body))
        return self._reply(status, body)

    def _check_token(self) -> None:
        if not self.route.open and self.request.headers.get("Authorization") != f"Bot {self.service.token}":
            raise ApiError(401, 0, "401: Unauthorized")

    async def _meet(self, fault: Fault) -> web.Response | None:
        fault.reached.set()
        if fault.door is not None:
            await fault.door.wait()
            return None
        self.headers |= fault.headers
        return self._reply(fault.status, fault.body)

    async def _read(self) -> Call:
        uploads: dict[str, Upload] = {}
        if self.request.content_type.startswith("multipart/"):
            uploads = await self._parts()
        elif self.request.content_type == "application/json":
            self.body = await self.request.json()
        query = dict(self.request.query)
        spec, method, template = self.service.spec, self.route.method, self.route.template
        wrong = spec.query(method, template, set(query)) + spec.request(method, template, self.body)
        if wrong:
            self._note("request", wrong)
            raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [{"code": "", "message": wrong[0]}]})
        return Call(self.service, self.path, query, self.body, uploads)

    async def _parts(self) -> dict[str, Upload]:
        form = await self.request.post()
        self.body = json.loads(str(form["payload_json"]))
        found = {name: one for name, one in form.items() if isinstance(one, web.FileField)}
        return {
            name.removeprefix("files[").removesuffix("]"): Upload(
                one.filename, one.file.read(), kind=one.content_type
            )
            for name, one in found.items()
        }

    def _work(self, call: Call) -> tuple[int, Any]:
        done = self.route.handler(call)
        if done is None:
            return 204, None
        return done if isinstance(done, tuple) else (200, done)

    def _spec_of(self, status: int, body: Any) -> list[str]:
        return self.service.spec.response(self.route.method, self.route.template, status, body)

    def _note(self, what: str, wrong: list[str]) -> None:
        self.service.violations += [f"{what} {self.route.name}: {one}" for one in wrong[:3]]

    def _limit(self, wait: Limited) -> web.Response:
        self.headers |= {"Retry-After": str(int(wait.seconds) + 1), "X-RateLimit-Scope": "user"}
        body: Json = {
            "message": "You are being rate limited.",
            "code": 0,
            "retry_after": round(wait.seconds, 3),
        }
        return self._reply(429, body | {"global": wait.everything})

    def _reply(self, status: int, body: Any) -> web.Response:
        code = body.get("code", 0) if isinstance(body, dict) and status >= 400 else 0
        self.service.log.append(Done(self.route.name, status, code, self.path, self.body))
        self.service.beat()
        if status == 204:
            return web.Response(status=204, headers=self.headers)
        return web.Response(body=json.dumps(body).encode(), status=status, headers=self.headers | JSON_TYPE)
