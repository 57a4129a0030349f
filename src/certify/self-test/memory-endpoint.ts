import { type Contract, parameterViolationsOf } from '../../contract/index.ts'
import {
  type Clock,
  type Exchange,
  type HttpRequest,
  parseRequestJson,
  type Transport,
} from '../../core/index.ts'
import type { MutantBehaviour } from './mutants.ts'

/** How an endpoint in memory judges messages. */
export interface MemoryJudge {
  readonly accepts: (body: unknown) => boolean
  readonly behaviour?: MutantBehaviour | undefined
}

/** A transport whose other end is an endpoint in the same process: no socket, no port, the same exchanges. */
export function memoryEndpoint(contract: Contract, judge: MemoryJudge, clock: Clock): Transport {
  let count = 0
  const statusOf = async (request: HttpRequest): Promise<number> => {
    const { pathname, search } = new URL(request.url)
    const operation = contract.operationAt(request.method, pathname)
    if (operation === undefined) return 404
    const headers = Object.fromEntries(
      (request.headers ?? []).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name.toLowerCase(), value]] : [],
      ),
    )
    const sent = { target: `${pathname}${search}`, headers }
    const misfit = parameterViolationsOf(operation, sent)
    if (misfit.length > 0 && judge.behaviour !== 'accepts everything') return 422
    const parsed = parseRequestJson(await bytesOf(request))
    if (judge.behaviour === 'accepts everything') return 200
    if (!parsed.ok) return 400
    if (judge.accepts(parsed.value)) return 200
    if (judge.behaviour === 'rejects with 500') return 500
    return judge.behaviour === 'accepts every second' && count++ % 2 === 0 ? 200 : 422
  }
  return {
    send: async (request): Promise<Exchange> => {
      const startedAt = clock.now()
      const status = await statusOf(request)
      return {
        request,
        response: { status, headers: [], body: new Uint8Array(0), truncated: false },
        startedAt,
        durationMs: 1,
      }
    },
    close: () => Promise.resolve(),
  }
}

async function bytesOf({ body }: HttpRequest): Promise<Uint8Array> {
  if (body === undefined) return new Uint8Array(0)
  if (body instanceof Uint8Array) return body
  const pieces: Uint8Array[] = []
  for await (const piece of body()) pieces.push(piece)
  return Buffer.concat(pieces)
}
