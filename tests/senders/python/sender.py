"""A sender as its page describes it, in Python's standard library alone: a thread for each message."""

import email.utils
import json
import os
import pathlib
import random
import ssl
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

RETRIES = 5
FIRST_WAIT = 1.0
TIME_LIMIT = 30.0
LONGEST_RESPONSE = 64 * 1024

ENV = os.environ
SCALE = float(ENV["DROPSHIP_EXAM_TIME_SCALE"])
STATE = pathlib.Path(ENV["DROPSHIP_EXAM_STATE"])


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(
    urllib.request.ProxyHandler({}),
    NoRedirects,
    urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ENV.get("DROPSHIP_EXAM_CA"))),
)


def post(url, body, headers):
    """The status, the headers and the start of the body; status 0 where there is no complete response."""
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")
    try:
        try:
            response = OPENER.open(request, timeout=TIME_LIMIT / SCALE)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            text = response.read(LONGEST_RESPONSE)
            missing = response.headers.get("content-length", "").isdigit() and (
                len(text) < min(int(response.headers["content-length"]), LONGEST_RESPONSE)
            )
            return (0 if missing else response.status), response.headers, text
    except Exception:  # A cut connection, a time limit, what is not HTTP: each of them is a failed attempt.
        return 0, {}, b""


class Tokens:
    """One token for all messages, until it is rejected or expires."""

    def __init__(self):
        self.lock = threading.Lock()
        self.token = None
        self.ends = 0.0

    def get(self, rejected=None):
        with self.lock:
            if self.token is not None and self.token != rejected and time.monotonic() < self.ends:
                return self.token
            form = {
                "grant_type": "client_credentials",
                "client_id": ENV["DROPSHIP_EXAM_CLIENT_ID"],
                "client_secret": ENV["DROPSHIP_EXAM_CLIENT_SECRET"],
            }
            self.token = None
            status, _, text = post(
                ENV["DROPSHIP_EXAM_TOKEN_URL"],
                urllib.parse.urlencode(form).encode(),
                {"Content-Type": "application/x-www-form-urlencoded"},
            )
            try:
                found = json.loads(text)
                if status == 200 and isinstance(found["access_token"], str):
                    self.token = found["access_token"]
                    self.ends = time.monotonic() + float(found.get("expires_in", 3600))
            except (ValueError, KeyError, TypeError):
                pass
            return self.token


TOKENS = Tokens()


def attempt(message):
    token = TOKENS.get()
    if token is None:
        return 0, {}
    status, headers = send(message, token)
    if status == 401:
        token = TOKENS.get(rejected=token)
        if token is not None:
            status, headers = send(message, token)
    return status, headers


def send(message, token):
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {token}",
        "webhook-id": message["id"],
    }
    status, headers, _ = post(message["url"], message["body"].encode(), headers)
    return status, headers


def asked_wait(headers):
    value = headers.get("Retry-After", "") if headers else ""
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0


def deliver(message):
    for retry in range(RETRIES + 1):
        status, headers = attempt(message)
        if 200 <= status < 300:
            (STATE / f"{message['id']}.done").touch()
            return
        if retry < RETRIES:
            own = FIRST_WAIT * 2**retry * (1 + 0.1 * random.random()) / SCALE
            time.sleep(max(own, asked_wait(headers)))


def accepted():
    """The messages of this start, written down before anything is sent; after a restart those that were not delivered."""
    file = STATE / "messages.json"
    if not ENV["DROPSHIP_EXAM_RESTART"]:
        examples = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
        endpoints = json.loads(ENV["DROPSHIP_EXAM_ENDPOINTS"])
        file.write_text(
            json.dumps(
                [
                    {"id": f"{operation}-{ENV['DROPSHIP_EXAM_SITUATION']}", "url": url, "body": json.dumps(examples[operation])}
                    for operation, url in endpoints.items()
                ]
            ),
            "utf-8",
        )
    messages = json.loads(file.read_text("utf-8")) if file.exists() else []
    return [message for message in messages if not (STATE / f"{message['id']}.done").exists()]


threads = [threading.Thread(target=deliver, args=(message,)) for message in accepted()]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
