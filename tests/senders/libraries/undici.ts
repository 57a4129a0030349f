import { Agent, type Dispatcher, interceptors, request } from 'undici'
import type { Deliver, AccessTokenSource } from './library-sender.ts'

/** Every status that is not success, but 401, which a new token follows. */
const FAILURES = Array.from({ length: 300 }, (_none, index) => index + 300).filter(
  (status) => status !== 401,
)

/** A sender that retries with undici's own interceptor; it waits for its token before. */
export const deliverByUndici: Deliver = async (message, tokens, signal) => {
  // Its own time limits tick in real time, once another user of undici has started them.
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const dispatcher = agent.compose(
    interceptors.retry({
      maxRetries: 5,
      minTimeout: 1000,
      maxTimeout: 60_000,
      timeoutFactor: 2,
      methods: ['POST'],
      statusCodes: FAILURES,
      errorCodes: [
        'ECONNRESET',
        'UND_ERR_SOCKET',
        'UND_ERR_HEADERS_TIMEOUT',
        'HPE_INVALID_CONSTANT',
      ],
    }),
    limited,
  )
  const send = async (token: string): Promise<number> => {
    const { statusCode, body } = await request(message.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': message.id,
        authorization: `Bearer ${token}`,
      },
      body: message.body,
      dispatcher,
      signal,
    })
    await body.dump({ limit: 64 * 1024 })
    return statusCode
  }
  const token = await patiently(tokens)
  if ((await send(token)) !== 401) return
  tokens.reject(token)
  await send(await patiently(tokens))
}

async function patiently(tokens: AccessTokenSource): Promise<string> {
  for (let waitMs = 1000; waitMs < 32_000; waitMs *= 2) {
    try {
      return await tokens.get()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
  return tokens.get()
}

const TIME_LIMIT_MS = 30_000

/** Below the retries: each of them has a time limit until its response begins. */
const limited: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch(options, timed(handler))

function timed(handler: Dispatcher.DispatchHandler): Dispatcher.DispatchHandler {
  let timer: NodeJS.Timeout | undefined
  return {
    onRequestStart: (controller, context) => {
      timer = setTimeout(() => controller.abort(new Error('no response in time')), TIME_LIMIT_MS)
      handler.onRequestStart?.(controller, context)
    },
    onResponseStart: (...response) => {
      clearTimeout(timer)
      handler.onResponseStart?.(...response)
    },
    onResponseData: (...data) => handler.onResponseData?.(...data),
    onResponseEnd: (...end) => handler.onResponseEnd?.(...end),
    onResponseError: (...failure) => {
      clearTimeout(timer)
      handler.onResponseError?.(...failure)
    },
  }
}
