"""FastAPI with pydantic; OAuth 2 client credentials; uvicorn with two workers and tokens in a file."""

import datetime
import json
import os
import re
import secrets
import sqlite3
import time
from typing import List, Optional

from fastapi import Depends, FastAPI, Form, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Extra, StrictBool, StrictInt, StrictStr, validator
from starlette.exceptions import HTTPException as StarletteHTTPException

MISTAKE = os.environ.get("MISTAKE", "")
CLIENT_ID, CLIENT_SECRET = "optoro", "fastapi-secret-d1e7"
TOKEN_SECONDS = 3600
TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)",
    re.ASCII,
)
SHIPPING_METHODS = {"STANDARD", "EXPRESS", "OVERNIGHT", "FREIGHT", "PICK-UP"}

Text = str if MISTAKE == "text coerced" else StrictStr
Integer = int if MISTAKE == "numbers coerced" else StrictInt


def is_day(value):
    try:
        datetime.date.fromisoformat(value.replace("0000-", "2000-", 1))
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is not None


class Model(BaseModel):
    class Config:
        extra = Extra.ignore if MISTAKE == "extra ignored" else Extra.forbid

    @classmethod
    def validate(cls, value):
        # pydantic makes an object of an empty list.
        if isinstance(value, list) and MISTAKE != "lists as objects":
            raise ValueError("not an object")
        return super().validate(value)

    @validator("*", pre=True)
    def not_null(cls, value, field):
        if value is None and field.name not in cls.nullable() and MISTAKE != "Optional takes null":
            raise ValueError("may be absent, not null")
        return value

    @classmethod
    def nullable(cls):
        return ()

    @validator("created_at", "updated_at", check_fields=False)
    def timestamp(cls, value):
        if value is not None and MISTAKE != "timestamps as text":
            if not TIMESTAMP.fullmatch(value) or not is_day(value[:10]):
                raise ValueError("not a timestamp")
        return value


class Open(Model):
    class Config:
        extra = Extra.allow


class ShipmentItem(Open):
    id: Optional[Integer]
    client_identifier: Optional[Text]
    quantity: Optional[Integer]
    created_at: Optional[Text]
    updated_at: Optional[Text]

    @validator("id", "quantity")
    def positive(cls, value):
        if value is not None and value < 1:
            raise ValueError("less than 1")
        return value


class Shipment(Model):
    id: Optional[Integer]
    client_identifier: Text
    channel: Text
    carrier: Text
    shipping_method: Text
    tracking_number: Text
    billed_weight: float
    shipping_cost_cents: Integer
    packing_slip_identifier: Optional[Text]
    shipment_items: List[ShipmentItem]
    created_at: Optional[Text]
    updated_at: Optional[Text]

    @classmethod
    def nullable(cls):
        return ("packing_slip_identifier",)

    @validator("billed_weight", pre=True)
    def number(cls, value):
        if MISTAKE != "numbers coerced" and (isinstance(value, bool) or not isinstance(value, (int, float))):
            raise ValueError("not a number")
        try:
            return float(value) if MISTAKE != "numbers coerced" else value
        except OverflowError as error:
            raise ValueError("too large") from error

    @validator("shipment_items", pre=True)
    def is_list(cls, value):
        if not isinstance(value, list):
            raise ValueError("not a list")
        return value


class Address(Model):
    id: Optional[Integer]
    name: Optional[Text]
    company: Optional[Text]
    telephone_number: Optional[Text]
    street: Optional[Text]
    street2: Optional[Text]
    city: Optional[Text]
    state: Optional[Text]
    zip_code: Optional[Text]
    country: Optional[Text]
    created_at: Optional[Text]
    updated_at: Optional[Text]


class OrderItem(Model):
    id: Optional[Integer]
    client_identifier: Text
    sku: Text
    brand: Text
    condition: Text
    quantity: Integer
    price_cents: Integer
    tax_cents: Integer
    shipping_cost_cents: Integer
    shipping_tax_cents: Integer
    status: Text
    comments: Optional[Text]


class Order(Model):
    id: Optional[Integer]
    client_identifier: Text
    billing_address: Address
    shipping_address: Address
    brand: Text
    shipping_method: Text
    status: Text
    price_cents: Integer
    tax_cents: Integer
    processing_fee_cents: Optional[Integer]
    shipping_cost_cents: Integer
    shipping_tax_cents: Integer
    comments: Optional[Text]
    expected_delivery_date: Optional[Text]
    signature_required: Optional[StrictBool]
    packing_slip_identifier: Optional[Text]
    reject_reason: Optional[Text]
    order_items: List[OrderItem]
    created_at: Optional[Text]
    updated_at: Optional[Text]

    @validator("shipping_method")
    def known_method(cls, value):
        if value not in SHIPPING_METHODS:
            raise ValueError("unknown")
        return value

    @validator("expected_delivery_date")
    def day(cls, value):
        if value is not None and not is_day(value):
            raise ValueError("not a date")
        return value

    @validator("order_items", pre=True)
    def is_list(cls, value):
        if not isinstance(value, list):
            raise ValueError("not a list")
        return value


class PartialItem(Model):
    id: Optional[Integer]
    client_identifier: Text
    status: Text
    quantity: Integer
    cancelled_quantity: Integer


class PartialOrder(Open):
    id: Optional[Integer]
    client_identifier: Optional[Text]
    status: Optional[Text]
    order_items: Optional[List[PartialItem]]

    @validator("order_items", pre=True)
    def is_list(cls, value):
        if value is not None and not isinstance(value, list):
            raise ValueError("not a list")
        return value


class Confirmation(Open):
    shipment: Optional[Shipment]


class Cancellation(Open):
    order: Optional[Order]


class PartialCancellation(Open):
    order: Optional[PartialOrder]


# The tokens of all workers: a dictionary would be known to one of them alone.
TOKENS_IN_MEMORY = {}


def database():
    connection = sqlite3.connect(os.environ["TOKENS"], timeout=10)
    connection.execute("create table if not exists token (value text primary key, expires real)")
    return connection


def store(token, expires):
    if MISTAKE == "tokens in each worker":
        TOKENS_IN_MEMORY[token] = expires
        return
    with database() as connection:
        connection.execute("insert into token values (?, ?)", (token, expires))


def expiry(token):
    if MISTAKE == "tokens in each worker":
        return TOKENS_IN_MEMORY.get(token, 0)
    row = database().execute("select expires from token where value = ?", (token,)).fetchone()
    return row[0] if row else 0


app = FastAPI()


@app.exception_handler(RequestValidationError)
async def on_validation_error(request, error):
    details = error.errors()
    if any(detail["type"] == "value_error.jsondecode" for detail in details):
        return JSONResponse({"message": "The body is not valid JSON"}, 400)
    if MISTAKE == "detail of FastAPI":
        return JSONResponse({"detail": json.loads(error.json())}, 422)
    errors = [
        {
            "field": ".".join(str(part) for part in detail["loc"][1:]),
            "code": "missing_field" if detail["type"] == "value_error.missing" else "invalid",
        }
        for detail in details
    ]
    return JSONResponse({"message": "Validation failure", "errors": errors}, 422)


@app.exception_handler(StarletteHTTPException)
async def on_http_error(request, error):
    return JSONResponse({"message": str(error.detail)}, error.status_code, headers=getattr(error, "headers", None))


@app.post("/oauth/token")
def issue(client_id: str = Form(""), client_secret: str = Form("")):
    if client_id != CLIENT_ID or client_secret != CLIENT_SECRET:
        return JSONResponse({"error": "invalid_client"}, 401)
    token = secrets.token_urlsafe(24)
    store(token, time.time() + TOKEN_SECONDS)
    return JSONResponse(
        {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS},
        headers={"Cache-Control": "no-store"},
    )


@app.middleware("http")
async def authenticate(request: Request, call_next):
    if request.url.path == "/oauth/token":
        return await call_next(request)
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or expiry(token.strip()) <= time.time():
        status = 403 if MISTAKE == "403 for no token" and not token else 401
        return JSONResponse({"message": "Not authorized"}, status, headers={"WWW-Authenticate": "Bearer"})
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return JSONResponse({"message": "Send JSON"}, 415)
    return await call_next(request)


@app.exception_handler(RecursionError)
async def on_recursion(request, error):
    return JSONResponse({"message": "The body is nested too deeply"}, 400)


@app.post("/drop_shipment_confirmation")
def confirm(body: Confirmation):
    return {"message": "Success"}


@app.post("/drop_shipment_cancellation")
def cancel(body: Cancellation):
    return {"message": "Success"}


@app.post("/drop_shipment_partial_cancellation")
def cancel_part(body: PartialCancellation):
    return {"message": "Success"}
