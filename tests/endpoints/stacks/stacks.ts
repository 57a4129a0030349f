import type { Level } from '../../../src/certify/index.ts'
import type { Credentials } from '../../../src/auth/index.ts'
import { apiKey, basic, oauth2 } from '../credentials.ts'

/** One mistake of a stack's users: `MISTAKE` in the environment of its program. */
export interface StackMistake {
  readonly level: Level
  /** What a failing check has to name: its pointer, or a part of its id. */
  readonly names: string
}

/** What is before a stack. */
export interface StackGateway {
  /** Below this path, which the gateway takes off or leaves. */
  readonly prefix?: string
  readonly isTls?: boolean
}

/** An endpoint in another language, started as its users start it. */
export interface Stack {
  /** Of Debian. */
  readonly packages: readonly string[]
  /** Compiles it into a folder that is empty before. */
  readonly build?: (folder: string) => readonly string[]
  readonly start: (port: number, folder: string) => readonly string[]
  /** Working directory, beside this file. */
  readonly folder: string
  readonly environment?: (folder: string) => Readonly<Record<string, string>>
  /** Absent: reached directly. */
  readonly gateway?: StackGateway
  readonly credentials: (url: string) => Credentials
  readonly mistakes: Readonly<Record<string, StackMistake>>
}

const PYTHON = '/usr/bin/python3'

const COMMENTS = '/order/comments'
const PRICE = '/order/price_cents'
const DAY = '/order/expected_delivery_date'
const UNKNOWN = 'additionalProperties:/order/'

/** Other stacks than Node's, each with what its users really get wrong. */
export const STACKS: Readonly<Record<string, Stack>> = {
  'Flask with jsonschema, gunicorn with two workers': {
    packages: ['python3-flask', 'python3-jsonschema', 'python3-yaml', 'gunicorn'],
    folder: 'flask',
    start: (port) => ['gunicorn', '--workers=2', `--bind=127.0.0.1:${port}`, 'app:app'],
    credentials: basic('flask-password-61c0'),
    mistakes: {
      'formats not installed': { level: 'strict', names: DAY },
      'one view without login': { level: 'compatible', names: 'authenticate/' },
      'comparison of text': { level: 'compatible', names: 'authenticate/' },
      'broken JSON unhandled': { level: 'compatible', names: '/survives' },
      'first message alone': { level: 'strict', names: '/422' },
    },
  },
  'FastAPI with pydantic, uvicorn with two workers': {
    packages: ['python3-fastapi', 'python3-uvicorn', 'python3-multipart'],
    folder: 'fastapi',
    start: (port) => [PYTHON, '-m', 'uvicorn', 'app:app', '--workers=2', `--port=${port}`],
    environment: (folder) => ({ TOKENS: `${folder}/tokens.db` }),
    credentials: oauth2('fastapi-secret-d1e7'),
    mistakes: {
      'tokens in each worker': { level: 'compatible', names: '' },
      'lists as objects': { level: 'strict', names: '/order/billing_address' },
      'text coerced': { level: 'strict', names: '/order/brand' },
      'numbers coerced': { level: 'strict', names: PRICE },
      'Optional takes null': { level: 'strict', names: COMMENTS },
      'extra ignored': { level: 'strict', names: UNKNOWN },
      'timestamps as text': { level: 'strict', names: '/order/created_at' },
      'detail of FastAPI': { level: 'strict', names: '/422' },
    },
  },
  'Django REST framework, gunicorn behind nginx with a prefix': {
    packages: ['python3-djangorestframework', 'gunicorn', 'nginx-light'],
    folder: 'django',
    start: (port) => ['gunicorn', '--workers=2', `--bind=127.0.0.1:${port}`, 'app:application'],
    gateway: { prefix: '/hooks' },
    credentials: apiKey('django-key-2c77ee'),
    mistakes: {
      'fields of the library': { level: 'compatible', names: 'empty:/order/' },
      'unknown fields dropped': { level: 'strict', names: UNKNOWN },
      'null allowed': { level: 'strict', names: COMMENTS },
      '403 for a wrong key': { level: 'compatible', names: 'authenticate/' },
      'errors of the library with 422': { level: 'strict', names: '/422' },
    },
  },
  'Go with net/http, behind nginx with TLS': {
    packages: ['golang-go', 'nginx-light'],
    folder: 'go',
    build: (folder) => ['go', 'build', '-o', `${folder}/endpoint`, 'main.go'],
    start: (_port, folder) => [`${folder}/endpoint`],
    gateway: { isTls: true },
    credentials: apiKey('go-key-8f20ac'),
    mistakes: {
      'zero values for missing fields': { level: 'strict', names: '/order/brand' },
      'names without case': { level: 'strict', names: '' },
      'null as zero': { level: 'strict', names: PRICE },
      'unknown fields allowed': { level: 'strict', names: UNKNOWN },
      'text after the JSON': { level: 'strict', names: 'trailing' },
    },
  },
  'PHP with its own server, four workers behind nginx': {
    packages: ['php-cli', 'nginx-light'],
    folder: 'php',
    start: (port) => ['php', '-S', `127.0.0.1:${port}`, 'index.php'],
    environment: () => ({ PHP_CLI_SERVER_WORKERS: '4' }),
    gateway: {},
    credentials: basic('php-password-90ab'),
    mistakes: {
      'lists for objects': { level: 'strict', names: '/order/billing_address' },
      'null by isset': { level: 'strict', names: '/order/brand' },
      'required by empty': { level: 'compatible', names: '' },
      'numeric text': { level: 'strict', names: PRICE },
      'unknown fields ignored': { level: 'strict', names: UNKNOWN },
      'dates by strtotime': { level: 'strict', names: DAY },
      'credentials without case': { level: 'compatible', names: 'authenticate/' },
    },
  },
  'Sinatra on puma, slow at its first response': {
    packages: ['ruby-sinatra', 'puma'],
    folder: 'sinatra',
    start: (port) => ['puma', '--quiet', '--threads=4:4', `--bind=tcp://127.0.0.1:${port}`],
    environment: () => ({ FIRST_RESPONSE_SECONDS: '3', RACK_ENV: 'production' }),
    credentials: oauth2('sinatra-secret-c4d2'),
    mistakes: {
      'dates by Date.parse': { level: 'strict', names: DAY },
      'no minimum': { level: 'strict', names: '/shipment/shipment_items/*/quantity' },
      'enum without case': { level: 'strict', names: '/order/shipping_method' },
      'nil for absent': { level: 'strict', names: COMMENTS },
      'permitted fields alone': { level: 'strict', names: UNKNOWN },
      'Bearer in one case': { level: 'resilient', names: '' },
      'encoding unchecked': { level: 'compatible', names: 'survive' },
    },
  },
}
