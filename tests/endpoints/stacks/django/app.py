"""Django REST framework in one file; an API key in a header; gunicorn behind nginx."""

import datetime
import hmac
import os
import re

import django
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.wsgi import get_wsgi_application
from django.urls import path

MISTAKE = os.environ.get("MISTAKE", "")
KEY = "django-key-2c77ee"

settings.configure(
    DEBUG=MISTAKE == "debug left on",
    SECRET_KEY="not-used",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    DATA_UPLOAD_MAX_MEMORY_SIZE=8 << 20,
    REST_FRAMEWORK={
        "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "UNAUTHENTICATED_USER": None,
        "EXCEPTION_HANDLER": f"{__name__}.on_error",
    },
)
django.setup()

from rest_framework import serializers  # noqa: E402
from rest_framework.authentication import BaseAuthentication  # noqa: E402
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, ParseError, ValidationError  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView, exception_handler  # noqa: E402

TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)",
    re.ASCII,
)
SHIPPING_METHODS = ["STANDARD", "EXPRESS", "OVERNIGHT", "FREIGHT", "PICK-UP"]


class Text(serializers.Field):
    default_error_messages = {"invalid_type": "not a text", "invalid": "not allowed"}

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_type")
        return data

    def to_representation(self, value):
        return value


class Choice(Text):
    def to_internal_value(self, data):
        if super().to_internal_value(data) not in SHIPPING_METHODS:
            self.fail("invalid")
        return data


def is_day(value):
    try:
        datetime.date.fromisoformat(value.replace("0000-", "2000-", 1))
    except ValueError:
        return False
    return re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) is not None


class Timestamp(Text):
    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if not TIMESTAMP.fullmatch(value) or not is_day(value[:10]):
            self.fail("invalid")
        return value


class Day(Text):
    def to_internal_value(self, data):
        if not is_day(super().to_internal_value(data)):
            self.fail("invalid")
        return data


class Boolean(Text):
    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid_type")
        return data


class Number(Text):
    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, (int, float)):
            self.fail("invalid_type")
        return data


class Integer(Number):
    def __init__(self, least=None, **options):
        super().__init__(**options)
        self.least = least

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        if isinstance(value, float) and not value.is_integer():
            self.fail("invalid_type")
        if self.least is not None and value < self.least:
            self.fail("invalid")
        return value


if MISTAKE == "fields of the library":
    Text, Integer = serializers.CharField, serializers.IntegerField  # noqa: F811


class Closed(serializers.Serializer):
    """Rejects what it does not know; the library drops it."""

    def to_internal_value(self, data):
        value = super().to_internal_value(data)
        unknown = set(data) - set(self.fields)
        if unknown and MISTAKE != "unknown fields dropped":
            raise ValidationError({name: ["unknown"] for name in unknown})
        return value


def optional(field, **options):
    return field(required=False, allow_null=MISTAKE == "null allowed", **options)


def least(number):
    return {"min_value": number} if MISTAKE == "fields of the library" else {"least": number}


class ShipmentItem(serializers.Serializer):
    id = optional(Integer, **least(1))
    client_identifier = optional(Text)
    quantity = optional(Integer, **least(1))
    created_at = optional(Timestamp)
    updated_at = optional(Timestamp)


class Shipment(Closed):
    id = optional(Integer)
    client_identifier = Text()
    channel = Text()
    carrier = Text()
    shipping_method = Text()
    tracking_number = Text()
    billed_weight = Number()
    shipping_cost_cents = Integer()
    packing_slip_identifier = Text(required=False, allow_null=True)
    shipment_items = ShipmentItem(many=True)
    created_at = optional(Timestamp)
    updated_at = optional(Timestamp)


class Address(Closed):
    id = optional(Integer)
    name = optional(Text)
    company = optional(Text)
    telephone_number = optional(Text)
    street = optional(Text)
    street2 = optional(Text)
    city = optional(Text)
    state = optional(Text)
    zip_code = optional(Text)
    country = optional(Text)
    created_at = optional(Timestamp)
    updated_at = optional(Timestamp)


class OrderItem(Closed):
    id = optional(Integer)
    client_identifier = Text()
    sku = Text()
    brand = Text()
    condition = Text()
    quantity = Integer()
    price_cents = Integer()
    tax_cents = Integer()
    shipping_cost_cents = Integer()
    shipping_tax_cents = Integer()
    status = Text()
    comments = optional(Text)


class Order(Closed):
    id = optional(Integer)
    client_identifier = Text()
    billing_address = Address()
    shipping_address = Address()
    brand = Text()
    shipping_method = Choice()
    status = Text()
    price_cents = Integer()
    tax_cents = Integer()
    processing_fee_cents = optional(Integer)
    shipping_cost_cents = Integer()
    shipping_tax_cents = Integer()
    comments = optional(Text)
    expected_delivery_date = optional(Day)
    signature_required = optional(Boolean)
    packing_slip_identifier = optional(Text)
    reject_reason = optional(Text)
    order_items = OrderItem(many=True)
    created_at = optional(Timestamp)
    updated_at = optional(Timestamp)


class PartialItem(Closed):
    id = optional(Integer)
    client_identifier = Text()
    status = Text()
    quantity = Integer()
    cancelled_quantity = Integer()


class PartialOrder(serializers.Serializer):
    id = optional(Integer)
    client_identifier = optional(Text)
    status = optional(Text)
    order_items = PartialItem(many=True, required=False)


class Confirmation(serializers.Serializer):
    shipment = Shipment(required=False)


class Cancellation(serializers.Serializer):
    order = Order(required=False)


class PartialCancellation(serializers.Serializer):
    order = PartialOrder(required=False)


class KeyAuthentication(BaseAuthentication):
    def authenticate(self, request):
        given = request.META.get("HTTP_X_API_KEY", "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, KEY.encode()):
            raise AuthenticationFailed("Not authorized")
        return ("optoro", None)

    def authenticate_header(self, request):
        return None if MISTAKE == "403 for a wrong key" else "ApiKey"


def flat(detail, place=""):
    if isinstance(detail, dict):
        for name, inner in detail.items():
            yield from flat(inner, place if name == "non_field_errors" else f"{place}.{name}")
    elif isinstance(detail, list) and detail and isinstance(detail[0], dict):
        for index, inner in enumerate(detail):
            yield from flat(inner, f"{place}.{index}")
    else:
        codes = [getattr(error, "code", "invalid") for error in detail]
        code = "missing_field" if "required" in codes else "invalid"
        yield {"field": place.lstrip("."), "code": code}


def on_error(error, context):
    if isinstance(error, ValidationError):
        if MISTAKE == "errors of the library with 422":
            return Response(error.detail, 422)
        return Response({"message": "Validation failure", "errors": list(flat(error.detail))}, 422)
    if isinstance(error, (RecursionError, OverflowError, UnicodeDecodeError)):
        return Response({"message": "The body cannot be read"}, 400)
    response = exception_handler(error, context)
    if response is not None and not isinstance(error, (NotAuthenticated, AuthenticationFailed)):
        response.data = {"message": "Rejected"}
    return response


class Webhook(APIView):
    serializer = None
    authentication_classes = [KeyAuthentication]

    def post(self, request):
        data = request.data
        if not isinstance(data, dict):
            raise ValidationError({"non_field_errors": ["not an object"]})
        self.serializer(data=data).is_valid(raise_exception=True)
        return Response({"message": "Success"})


def webhook(made):
    return Webhook.as_view(serializer=made)


urlpatterns = [
    path("hooks/drop_shipment_confirmation", webhook(Confirmation)),
    path("hooks/drop_shipment_cancellation", webhook(Cancellation)),
    path("hooks/drop_shipment_partial_cancellation", webhook(PartialCancellation)),
]
application = get_wsgi_application()
