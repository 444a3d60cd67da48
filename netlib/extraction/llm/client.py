"""Questions to an OpenAI-compatible endpoint: whatever it does, an answer, a reason, and an end in time.

The key goes to one address only: redirects are not followed and proxies of the environment are not used.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from netlib.errors import ExtractorError, MissingExtraError

if TYPE_CHECKING:
    import httpx

__all__ = ["MAX_BODY", "Chat", "HopelessError", "TooLongError", "UnansweredError"]

MAX_BODY = 4_000_000
"""Bytes of an answer after which reading stops."""

_FORMATS = ("json_schema", "json_object", None)
_HOPELESS = {401: "the key was not accepted", 402: "payment is due", 403: "access is not allowed", 404: "not found"}
_RETRIED = {408, 409, 425, 429}


class UnansweredError(ExtractorError):
    """A text to which no usable answer came; another text may have better luck."""


class HopelessError(ExtractorError):
    """An answer after which no further question makes sense."""


class TooLongError(ExtractorError):
    """A text, or the answer to it, that is longer than the model takes; a part of it may do."""


class _RetryableError(Exception):
    """An answer that may be better the next time; `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class _RefusedError(Exception):
    """A question that the server does not take in this form."""


@dataclass
class Chat:
    """One run of questions to one endpoint.

    Attributes
    ----------
    base_url, model, api_key, timeout, retries, backoff, max_wait, options
        As in `netlib.extraction.llm.LLMExtractor`.
    schema : mapping
        JSON schema of an answer.
    key : str
        The name in it under which the list of an answer stands.
    requests : int
        How many were sent.
    tokens : dict
        What the server says it has used.
    """

    base_url: str
    model: str
    api_key: str | None
    timeout: float
    retries: int
    backoff: float
    max_wait: float
    options: Mapping[str, Any]
    schema: Mapping[str, Any]
    key: str
    requests: int = 0
    tokens: dict[str, int] = field(default_factory=dict)
    _client: httpx.AsyncClient | None = None
    _format: int = 0
    _not_before: float = 0.0

    async def __aenter__(self) -> Chat:
        """Open the connections."""
        try:
            import httpx
        except ImportError:
            raise MissingExtraError("httpx", "llm", "an extractor behind an endpoint") from None
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        # trust_env=False: no proxy of the environment sees the key, no .netrc adds another
        self._client = httpx.AsyncClient(
            headers=headers,
            timeout=self.timeout,
            follow_redirects=False,
            trust_env=False,
            verify=httpx.create_ssl_context(trust_env=True),
        )
        return self

    async def __aexit__(self, *error: object) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()

    async def ask(self, messages: list[dict[str, str]]) -> list[Any]:
        """Return the list that the model answers with.

        Raises
        ------
        UnansweredError, HopelessError, TooLongError
            With the reason.
        """
        step, attempt = self._format, 0
        while True:
            await self._pause()
            try:
                answer = await self._once(messages, step)
            except _RefusedError as refusal:
                step += 1
                if step == len(_FORMATS):
                    raise UnansweredError(str(refusal)) from None
            except _RetryableError as fault:
                attempt += 1
                wait = self.backoff * 2 ** (attempt - 1) * random.uniform(1.0, 1.25)
                if fault.wait is not None:
                    wait = fault.wait
                    if wait > self.max_wait:
                        reason = f"{fault}; the server asks to wait {wait:.0f} s, max_wait is {self.max_wait:g} s"
                        raise UnansweredError(reason) from None
                    self._not_before = max(self._not_before, time.monotonic() + wait)
                if attempt > self.retries:
                    raise UnansweredError(f"{fault}, {attempt} times") from None
                await asyncio.sleep(min(wait, self.max_wait))
            else:
                self._format = max(self._format, step)
                return answer

    async def _pause(self) -> None:
        """Wait while the server has asked for it."""
        while (wait := self._not_before - time.monotonic()) > 0:
            await asyncio.sleep(wait)

    async def _once(self, messages: list[dict[str, str]], step: int) -> list[Any]:
        import httpx

        payload = {"model": self.model, "messages": messages, **self.options}
        if _FORMATS[step] == "json_schema":
            made = {"name": self.key, "strict": True, "schema": self.schema}
            payload["response_format"] = {"type": "json_schema", "json_schema": made}
        elif _FORMATS[step] is not None:
            payload["response_format"] = {"type": _FORMATS[step]}
        self.requests += 1
        try:
            # one limit for the whole exchange: a server that drips byte by byte never exceeds that of a single read
            async with asyncio.timeout(self.timeout):
                response, body = await self._exchange(payload)
        except (TimeoutError, httpx.TimeoutException):
            raise _RetryableError(f"no complete answer within {self.timeout:g} s") from None
        except httpx.TransportError as error:
            raise _RetryableError(self._clean(f"{type(error).__name__}: {error}")) from None
        self._judge(response, body, step)
        return self._list_in(body)

    async def _exchange(self, payload: Mapping[str, Any]) -> tuple[httpx.Response, bytes]:
        assert self._client is not None
        url = self.base_url.rstrip("/") + "/chat/completions"
        async with self._client.stream("POST", url, json=payload) as response:
            body = bytearray()
            if response.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
                raise _RetryableError("a compressed answer, which was not asked for")
            async for part in response.aiter_raw():
                body += part
                if len(body) > MAX_BODY:
                    raise _RetryableError(f"an answer of more than {MAX_BODY:,} bytes")
        return response, bytes(body)

    def _judge(self, response: httpx.Response, body: bytes, step: int) -> None:
        """Raise unless the status says that the body is an answer."""
        status = response.status_code
        if status == 200:
            return
        said = f"{status} {response.reason_phrase}".strip() + self._excerpt(body)
        if 300 <= status < 400:
            place = self._clean(response.headers.get("location", "another place"))
            raise HopelessError(f"{said}; it sends elsewhere, to {place}: give base_url the right address")
        if status in _HOPELESS or b"insufficient_quota" in body:
            raise HopelessError(
                f"{said}; {_HOPELESS.get(status, 'the quota is used up')}: check base_url, model, api_key"
            )
        if status == 413 or b"context_length_exceeded" in body:
            raise TooLongError(said)
        if status in _RETRIED or status >= 500:
            raise _RetryableError(said, _retry_after(response.headers.get("retry-after")))
        if status in (400, 422) and step < len(_FORMATS) - 1:
            raise _RefusedError(said)
        raise UnansweredError(said)

    def _list_in(self, body: bytes) -> list[Any]:
        """Return the list in an answer's body, or raise saying what is there instead."""
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            raise _RetryableError(f"an answer that is not JSON{self._excerpt(body)}") from None
        try:
            choice = answer["choices"][0]
            message = choice["message"]
            content, refusal = message.get("content"), message.get("refusal")
            ending = choice.get("finish_reason")
        except (KeyError, IndexError, TypeError, AttributeError):
            raise _RetryableError(f"an answer without choices{self._excerpt(body)}") from None
        self._count(answer.get("usage"))
        if ending == "length":
            raise TooLongError("the answer was cut off at the model's limit")
        if refusal or ending == "content_filter":
            raise UnansweredError(self._clean(f"the model refused: {refusal or ending}"))
        found = _object_in(content).get(self.key) if isinstance(content, str) else None
        if not isinstance(found, list):
            raise _RetryableError(self._clean(f"an answer without a list of {self.key}: {content!r}"))
        return found

    def _count(self, usage: object) -> None:
        if isinstance(usage, dict):
            for name in ("prompt_tokens", "completion_tokens"):
                if isinstance(usage.get(name), int):
                    self.tokens[name] = self.tokens.get(name, 0) + usage[name]

    def _excerpt(self, body: bytes) -> str:
        text = body[:5_000].decode("utf-8", "replace")
        stated = re.search(r'"message"\s*:\s*"((?:[^"\\]|\\.){1,300})', text)
        text = stated[1] if stated else re.sub(r"<[^>]*>", " ", text)
        text = self._clean(text)
        return f" ({text})" if text else ""

    def _clean(self, text: str) -> str:
        """Return a short piece of what a server said, without the key and on one line."""
        if self.api_key:
            text = text.replace(self.api_key, "***")
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        return text if len(text) <= 200 else text[:199] + "…"


def _object_in(content: str) -> dict[str, Any]:
    """Return the JSON object in what a model wrote, which may stand in a fence or after its thoughts; {} for none."""
    content = content.rpartition("</think>")[2]
    start = content.find("{")
    if start < 0:
        return {}
    try:
        found, _ = json.JSONDecoder().raw_decode(content, start)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header, which holds a number or a date."""
    if not value:
        return None
    try:
        return max(float(value), 0.0) if re.fullmatch(r"\d+(\.\d+)?", value.strip()) else _until(value)
    except (ValueError, TypeError, OverflowError):
        return None


def _until(value: str) -> float:
    moment = parsedate_to_datetime(value)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max((moment - datetime.now(UTC)).total_seconds(), 0.0)
