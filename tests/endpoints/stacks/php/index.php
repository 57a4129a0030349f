<?php
// An endpoint in PHP without a framework; HTTP Basic; several workers of PHP's own server.

declare(strict_types=1);

const USER = 'optoro';
const PASSWORD = 'php-password-90ab';
$mistake = getenv('MISTAKE') ?: '';

function reply(int $status, array $body, array $headers = []): never
{
    http_response_code($status);
    header('Content-Type: application/json');
    foreach ($headers as $header) {
        header($header);
    }
    echo json_encode($body, JSON_INVALID_UTF8_SUBSTITUTE);
    exit;
}

/** Checks a value against a small schema of our own: ['type' => …, 'fields' => …, 'required' => …, 'items' => …]. */
function check(mixed $value, array $schema, string $place, array &$errors): void
{
    global $mistake;
    if ($value === null && ($schema['nullable'] ?? $mistake === 'null by isset')) {
        return;
    }
    if (!isType($value, $schema['type'])) {
        $errors[] = ['field' => $place, 'code' => 'invalid_type'];
        return;
    }
    if ($schema['type'] === 'object') {
        checkObject((array) $value, $schema, $place, $errors);
    } elseif ($schema['type'] === 'array') {
        foreach (array_values((array) $value) as $index => $inner) {
            check($inner, $schema['items'], "$place.$index", $errors);
        }
    } elseif (!isAllowed($value, $schema)) {
        $errors[] = ['field' => $place, 'code' => 'invalid'];
    }
}

function checkObject(array $value, array $schema, string $place, array &$errors): void
{
    global $mistake;
    $prefix = $place === '' ? '' : "$place.";
    foreach ($schema['required'] ?? [] as $name) {
        $isThere = $mistake === 'required by empty' ? !empty($value[$name]) : array_key_exists($name, $value);
        if (!$isThere) {
            $errors[] = ['field' => $prefix . $name, 'code' => 'missing_field'];
        }
    }
    foreach ($value as $name => $inner) {
        if (isset($schema['fields'][$name])) {
            check($inner, $schema['fields'][$name], $prefix . $name, $errors);
        } elseif (!($schema['open'] ?? false) && $mistake !== 'unknown fields ignored') {
            $errors[] = ['field' => $prefix . $name, 'code' => 'invalid'];
        }
    }
}

function isType(mixed $value, string $type): bool
{
    global $mistake;
    $isNumber = is_int($value) || is_float($value) || ($mistake === 'numeric text' && is_numeric($value));
    return match ($type) {
        'object' => $mistake === 'lists for objects' ? is_object($value) || is_array($value) : is_object($value),
        'array' => $mistake === 'lists for objects' ? is_object($value) || is_array($value) : is_array($value),
        'string' => is_string($value),
        'boolean' => is_bool($value),
        'number' => $isNumber,
        'integer' => $isNumber && (float) $value == floor((float) $value),
    };
}

function isAllowed(mixed $value, array $schema): bool
{
    global $mistake;
    if (isset($schema['enum'])) {
        return in_array($value, $schema['enum'], true);
    }
    if (isset($schema['minimum'])) {
        return $value >= $schema['minimum'];
    }
    return match ($schema['format'] ?? '') {
        'date' => $mistake === 'dates by strtotime' ? strtotime($value) !== false : isDay($value),
        'date-time' => $mistake === 'dates by strtotime' ? strtotime($value) !== false : isTimestamp($value),
        default => true,
    };
}

function isDay(string $value): bool
{
    return preg_match('/^(\d{4})-(\d\d)-(\d\d)\z/', $value, $parts) === 1
        && checkdate((int) $parts[2], (int) $parts[3], max(1, (int) $parts[1]));
}

function isTimestamp(string $value): bool
{
    $shape = '/^(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)\z/';
    return preg_match($shape, $value, $parts) === 1 && isDay($parts[1]);
}

function authorize(): void
{
    global $mistake;
    $given = $_SERVER['PHP_AUTH_USER'] ?? '';
    $password = $_SERVER['PHP_AUTH_PW'] ?? '';
    $isKnown = $mistake === 'credentials without case'
        ? strcasecmp($given, USER) === 0 && strcasecmp($password, PASSWORD) === 0
        : hash_equals(USER, $given) && hash_equals(PASSWORD, $password);
    if (!$isKnown) {
        reply(401, ['message' => 'Not authorized'], ['WWW-Authenticate: Basic realm="webhooks"']);
    }
}

$text = ['type' => 'string'];
$integer = ['type' => 'integer'];
$positive = ['type' => 'integer', 'minimum' => 1];
$timestamp = ['type' => 'string', 'format' => 'date-time'];
$texts = fn (string ...$names) => array_fill_keys($names, $text);
$integers = fn (string ...$names) => array_fill_keys($names, $integer);
$times = ['created_at' => $timestamp, 'updated_at' => $timestamp];

$address = [
    'type' => 'object',
    'fields' => ['id' => $integer] + $times + $texts(
        'name', 'company', 'telephone_number', 'street', 'street2', 'city', 'state', 'zip_code', 'country',
    ),
];
$shipmentItem = [
    'type' => 'object',
    'open' => true,
    'fields' => ['id' => $positive, 'client_identifier' => $text, 'quantity' => $positive] + $times,
];
$shipment = [
    'type' => 'object',
    'required' => [
        'client_identifier', 'channel', 'carrier', 'shipping_method', 'tracking_number', 'billed_weight',
        'shipping_cost_cents', 'shipment_items',
    ],
    'fields' => $texts('client_identifier', 'channel', 'carrier', 'shipping_method', 'tracking_number')
        + $integers('id', 'shipping_cost_cents') + $times + [
            'billed_weight' => ['type' => 'number'],
            'packing_slip_identifier' => $text + ['nullable' => true],
            'shipment_items' => ['type' => 'array', 'items' => $shipmentItem],
        ],
];
$amounts = ['price_cents', 'tax_cents', 'shipping_cost_cents', 'shipping_tax_cents'];
$orderItem = [
    'type' => 'object',
    'required' => ['client_identifier', 'sku', 'brand', 'condition', 'quantity', 'status', ...$amounts],
    'fields' => $texts('client_identifier', 'sku', 'brand', 'condition', 'status', 'comments')
        + $integers('id', 'quantity', ...$amounts),
];
$order = [
    'type' => 'object',
    'required' => [
        'client_identifier', 'billing_address', 'shipping_address', 'brand', 'shipping_method', 'status',
        'order_items', ...$amounts,
    ],
    'fields' => $texts('client_identifier', 'brand', 'status', 'comments', 'packing_slip_identifier', 'reject_reason')
        + $integers('id', 'processing_fee_cents', ...$amounts) + $times + [
            'billing_address' => $address,
            'shipping_address' => $address,
            'shipping_method' => $text + ['enum' => ['STANDARD', 'EXPRESS', 'OVERNIGHT', 'FREIGHT', 'PICK-UP']],
            'expected_delivery_date' => $text + ['format' => 'date'],
            'signature_required' => ['type' => 'boolean'],
            'order_items' => ['type' => 'array', 'items' => $orderItem],
        ],
];
$partialItem = [
    'type' => 'object',
    'required' => ['client_identifier', 'status', 'quantity', 'cancelled_quantity'],
    'fields' => $texts('client_identifier', 'status') + $integers('id', 'quantity', 'cancelled_quantity'),
];
$partialOrder = [
    'type' => 'object',
    'open' => true,
    'fields' => $texts('client_identifier', 'status')
        + ['id' => $integer, 'order_items' => ['type' => 'array', 'items' => $partialItem]],
];
$message = fn (string $name, array $inner) => ['type' => 'object', 'open' => true, 'fields' => [$name => $inner]];
$messages = [
    '/drop_shipment_confirmation' => $message('shipment', $shipment),
    '/drop_shipment_cancellation' => $message('order', $order),
    '/drop_shipment_partial_cancellation' => $message('order', $partialOrder),
];

$schema = $messages[parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)] ?? null;
if ($schema === null) {
    reply(404, ['message' => 'Not found']);
}
authorize();
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    reply(405, ['message' => 'Use POST'], ['Allow: POST']);
}
if (strtolower(trim(explode(';', $_SERVER['CONTENT_TYPE'] ?? '')[0])) !== 'application/json') {
    reply(415, ['message' => 'Send JSON']);
}
$body = json_decode(file_get_contents('php://input'), false, 64);
if (json_last_error() !== JSON_ERROR_NONE) {
    reply(400, ['message' => 'The body is not valid JSON']);
}
$errors = [];
check($body, $schema, '', $errors);
if ($errors !== []) {
    reply(422, ['message' => 'Validation failure', 'errors' => $errors]);
}
reply(200, ['message' => 'Success']);
