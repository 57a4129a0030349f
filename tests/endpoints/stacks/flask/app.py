"""Flask with jsonschema, which reads the schemas of the published description; HTTP Basic; behind gunicorn."""

import datetime
import hmac
import json
import os
import re

import jsonschema
import yaml
from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException

MISTAKE = os.environ.get("MISTAKE", "")
USER, PASSWORD = "optoro", "flask-password-61c0"

with open(os.environ["API_DESCRIPTION"], encoding="utf-8") as file:
    DESCRIPTION = yaml.safe_load(file)

TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)",
    re.ASCII,
)
formats = jsonschema.FormatChecker(formats=())


@formats.checks("date", raises=ValueError)
def is_date(value):
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        return False
    datetime.date.fromisoformat(value.replace("0000-", "2000-", 1))
    return True


@formats.checks("date-time", raises=ValueError)
def is_timestamp(value):
    if not isinstance(value, str):
        return True
    return TIMESTAMP.fullmatch(value) is not None and is_date(value[:10])


def is_integer(_checker, value):
    return isinstance(value, int) and not isinstance(value, bool) or isinstance(value, float) and value.is_integer()


Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator,
    type_checker=jsonschema.Draft202012Validator.TYPE_CHECKER.redefine("integer", is_integer),
)


def validator_of(path):
    content = DESCRIPTION["paths"][path]["post"]["requestBody"]["content"]
    schema = {**content["application/json"]["schema"], "components": DESCRIPTION["components"]}
    if MISTAKE == "formats not installed":
        return Validator(schema)
    return Validator(schema, format_checker=formats)


VALIDATORS = {path: validator_of(path) for path in DESCRIPTION["paths"]}
app = Flask(__name__)


@app.errorhandler(HTTPException)
def on_http_error(error):
    return jsonify(message=error.name), error.code, error.get_response().headers if error.code == 401 else {}


@app.before_request
def authenticate():
    if MISTAKE == "one view without login" and "partial" in request.path:
        return None
    given = request.authorization
    username = (given.username or "").encode() if given else b""
    password = (given.password or "").encode() if given else b""
    if MISTAKE == "comparison of text":
        username, password = username.decode(), password.decode()
        is_known = hmac.compare_digest(username, USER) and hmac.compare_digest(password, PASSWORD)
    else:
        is_known = hmac.compare_digest(username, USER.encode()) and hmac.compare_digest(
            password, PASSWORD.encode()
        )
    if is_known:
        return None
    return Response(
        json.dumps({"message": "Not authorized"}),
        401,
        {"WWW-Authenticate": 'Basic realm="webhooks"', "Content-Type": "application/json"},
    )


def parsed():
    if MISTAKE != "any media type" and request.mimetype != "application/json":
        abort(415)
    try:
        return json.loads(request.get_data().decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        if MISTAKE == "broken JSON unhandled":
            raise
        abort(400)


def _no_constant(name):
    if MISTAKE != "broken JSON unhandled":
        raise ValueError(name)


def receive():
    body = parsed()
    try:
        errors = list(VALIDATORS[request.url_rule.rule].iter_errors(body))
    except (RecursionError, OverflowError):
        abort(400)
    if not errors:
        return jsonify(message="Success")
    if MISTAKE == "first message alone":
        return jsonify(error=errors[0].message), 422
    details = [{"field": field_of(error), "code": code_of(error)} for error in errors]
    return jsonify(message="Validation failure", errors=details), 422


def field_of(error):
    place = [str(part) for part in error.absolute_path]
    if error.validator == "required":
        place += [name for name in error.validator_value if name not in error.instance][:1]
    if error.validator == "additionalProperties":
        place += [name for name in error.instance if name not in error.schema["properties"]][:1]
    return ".".join(place)


def code_of(error):
    return {"required": "missing_field", "type": "invalid_type"}.get(error.validator, "invalid")


for path in VALIDATORS:
    app.add_url_rule(path, path, receive, methods=["POST"])
