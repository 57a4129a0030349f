export { aligned } from './aligned.ts'
export { BoundedBytes } from './bounded-bytes.ts'
export { type Clock, systemClock } from './clock.ts'
export { createMovableClock, type MovableClock } from './movable-clock.ts'
export { copied } from './copied.ts'
export { defined } from './defined.ts'
export { keysOf } from './keys-of.ts'
export { listed } from './listed.ts'
export { BASIC_CREDENTIALS, expandPlaceholders, fitsCommand, renderCurl } from './curl.ts'
export { formatDuration, parseDuration, roundedMs, writeDuration } from './durations.ts'
export {
  ERROR_CODES,
  errorDocument,
  type ErrorCode,
  type ExitCode,
  HarnessError,
  type HarnessErrorDetails,
  messageOf,
  renderError,
  systemCodeOf,
} from './errors.ts'
export {
  type Exchange,
  type ExchangeFailure,
  type ExchangeOf,
  type FailureKind,
  type Header,
  headerOf,
  headerPairs,
  type HttpRequest,
  type HttpResponse,
  passedOn,
  type RawExchange,
  rawHeader,
  type RawHeaders,
  type RawMessage,
  type RawRequest,
  type RawResponse,
  type ShownResponse,
  START_BYTES,
  startOf,
  textOf,
} from './exchange.ts'
export { belowUrl, parsedUrl, readHttpUrl, type UrlPurpose } from './http-url.ts'
export {
  escapeSegment,
  formatPointer,
  isRecord,
  parsePointer,
  type Segment,
  toField,
  toRulePointer,
  typedSegments,
  valueAt,
} from './json-pointer.ts'
export { childrenAt, type JsonChild } from './json/children.ts'
export { decodedIndexes } from './json/decoded.ts'
export {
  locate,
  objectOf,
  type ValueSpans,
  propertiesOf,
  spanOfValue,
  spansOfItems,
} from './json/locate.ts'
export { excessOf } from './json/excess.ts'
export { isNestedBeyond } from './json/nesting.ts'
export { printableJson, printableSize } from './json/printable-json.ts'
export {
  jsonIn,
  type ParsedJson,
  parseJson,
  parseRequestJson,
  parseRequestJsonInSteps,
  withoutMark,
} from './json/parse.ts'
export {
  type Malformed,
  type Parsed,
  parseBytes,
  parseResponseText,
  parseText,
} from './json/read.ts'
export { countProperties, surveyBytes } from './json/survey.ts'
export {
  findWarnings,
  type JsonWarning,
  type PlacedWarning,
  placedWarnings,
} from './json/warnings.ts'
export { ExchangeError } from './exchange-failure.ts'
export {
  type JUnitCase,
  type JUnitOutcome,
  type JUnitSuite,
  type Ran,
  renderJUnitXml,
} from './junit.ts'
export { type Excerpt, excerptOf, type Lines, linesOf, type Span } from './lines.ts'
export { isLoopbackHost, withoutLoopbackProxy } from './loopback.ts'
export { isHeaderName, isHeaderValue } from './header-name.ts'
export { lookUp } from './look-up.ts'
export { type FileContent, replaceFile } from './replace-file.ts'
export { renderMarkedLine } from './marked-line.ts'
export { markdownCode, markdownFence, markdownTable, markdownText } from './markdown.ts'
export { type Annotation, escapeHtml, renderWorkflowAnnotations } from './markup.ts'
export {
  declaresJson,
  essenceOfMediaType,
  isJsonMediaType,
  JSON_MEDIA_TYPES,
} from './media-type.ts'
export { onAbort } from './on-abort.ts'
export { packageRoot } from './package-root.ts'
export { plural } from './plural.ts'
export { printable, printableLine } from './printable.ts'
export { parseRetryAfter } from './retry-after.ts'
export { createRandom, type Random } from './random.ts'
export { withinCpuTime } from './time-limit.ts'
export { readFileWithin } from './read-file.ts'
export { constantTimeEqual, Redactor, Secret } from './secret.ts'
export { isSecretName, secretsInUrl, shownUrl, withoutSecretParameters } from './secret-query.ts'
export { type ClientCertificate, readClientCertificate } from './route/client-certificate.ts'
export { type DialOptions } from './route/dial.ts'
export { routeOfEnvironment } from './route/environment.ts'
export { shakeHands } from './route/handshake.ts'
export { type OriginPath, pathTo } from './route/path.ts'
export { proxyFor, readProxySettings } from './route/proxy.ts'
export { rejectedByProxy } from './route/proxy-failure.ts'
export { type Route, trusting } from './route/route.ts'
export { recordRoute, type RouteRecord } from './route/trust.ts'
export { hasZlibHeader, undoContentEncoding } from './content-encoding.ts'
export { closeServer, createHttpServer, type TlsKeyPair, listen } from './server.ts'
export { nearest } from './suggestion.ts'
export {
  createTransport,
  type SendOptions,
  type Transport,
  TRANSPORT_DEFAULTS,
  type TransportOptions,
} from './transport.ts'
export { decodeUtf8 } from './utf8.ts'
export { shellQuoted, shellWord } from './shell.ts'
export { atOnce, inTurns, STEPPED_BYTES, type Steps } from './steps.ts'
export { temporaryFolder } from './temporary-folder.ts'
