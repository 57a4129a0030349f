import ky from 'ky'
import type { Deliver } from './library-sender.ts'

/** Every status that is not success, but 401, which a new token follows. */
const FAILURES = Array.from({ length: 300 }, (_none, index) => index + 300)

/** A sender that retries with ky. */
export const deliverByKy: Deliver = (message, tokens, signal) => {
  let token = ''
  let wasResent = false
  return ky.post(message.url, {
    body: message.body,
    headers: { 'content-type': 'application/json', 'webhook-id': message.id },
    redirect: 'manual',
    timeout: 30_000,
    signal,
    retry: {
      limit: 5,
      methods: ['post'],
      statusCodes: FAILURES,
      afterStatusCodes: [429, 503],
      retryOnTimeout: true,
      delay: (count) => 1000 * 2 ** (count - 1),
    },
    hooks: {
      beforeRequest: [
        async (request) => {
          wasResent = false
          token = await tokens.get()
          request.headers.set('authorization', `Bearer ${token}`)
        },
      ],
      afterResponse: [
        async (request, _options, response) => {
          if (response.status !== 401 || wasResent) return response
          wasResent = true
          tokens.reject(token)
          token = await tokens.get()
          const headers = new Headers(request.headers)
          headers.set('authorization', `Bearer ${token}`)
          const { body, id: _id, url } = message
          return fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal })
        },
      ],
    },
  })
}
