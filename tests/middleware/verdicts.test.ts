import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropShip as expressDropShip } from '../../src/express.ts'
import { dropShip as fastifyDropShip } from '../../src/fastify.ts'
import {
  REQUEST_CASES,
  REQUEST_PATH,
  requestVerdictSuite,
  verdictOfStatus,
} from '../suites/request-verdicts.ts'
import { EXPRESSES, type Running, serving, servingFastify } from '../support/guarded-endpoints.ts'
import { post } from '../support/post.ts'

type Parser = express.RequestHandler

/** What may have read the body before the middleware comes to it. */
const PARSERS: Readonly<Record<string, (of: typeof express) => readonly Parser[]>> = {
  'no parser': () => [],
  'its JSON parser': (of) => [of.json()],
  'its JSON parser, for everything': (of) => [of.json({ type: () => true, strict: false })],
  'its raw parser': (of) => [of.raw({ type: () => true })],
  'its text parser': (of) => [of.text({ type: () => true })],
  'its text parser for text, and its JSON parser': (of) => [of.text(), of.json()],
}

const DOORS: Readonly<Record<string, () => Promise<Running>>> = {
  ...Object.fromEntries(
    Object.entries(EXPRESSES).flatMap(([name, of]) =>
      Object.entries(PARSERS).flatMap(([parser, before]) => [
        [
          `${name} after ${parser}`,
          () => {
            const app = of()
            for (const handler of before(of)) app.use(handler)
            app.use(expressDropShip())
            app.post(REQUEST_PATH, (_request, response) => void response.json({ ran: true }))
            return serving(app)
          },
        ],
      ]),
    ),
  ),
  'Express 4 before its JSON parser': () => {
    const app = EXPRESSES['Express 4']?.() ?? express()
    app.use(expressDropShip())
    app.use(EXPRESSES['Express 4']?.json() ?? express.json())
    app.post(REQUEST_PATH, (_request, response) => void response.json({ ran: true }))
    return serving(app)
  },
  'a server without a framework': () => {
    const guard = expressDropShip()
    return serving((request, response) => {
      guard(request, response, () => response.end('{}'))
    })
  },
  Fastify: () =>
    servingFastify(async (app) => {
      await app.register(fastifyDropShip)
      app.post(REQUEST_PATH, () => ({ ran: true }))
    }),
  'Fastify with a parser for everything': () =>
    servingFastify(async (app) => {
      app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
        done(null, body)
      })
      await app.register(fastifyDropShip)
      app.post(REQUEST_PATH, () => ({ ran: true }))
    }),
  'Fastify with parsers for text and JSON that take anything': () =>
    servingFastify(async (app) => {
      app.removeAllContentTypeParsers()
      app.addContentTypeParser(/.*/, { parseAs: 'buffer' }, (_request, _body, done) => {
        done(null, {})
      })
      await app.register(fastifyDropShip)
      app.post(REQUEST_PATH, () => ({ ran: true }))
    }),
  'a route of Fastify': () =>
    servingFastify(async (app) => {
      app.addContentTypeParser(/^[^;]+\+json/, { parseAs: 'string' }, (_request, body, done) => {
        done(null, body)
      })
      const guard = fastifyDropShip({ operation: 'drop_shipment_confirmation' })
      app.post(REQUEST_PATH, guard, () => ({ ran: true }))
    }),
}

/** The JSON parser of Express reads UTF-16, and rejects what is none before anybody else is asked. */
const isOfJsonParser = ({ title }: { readonly title: string }): boolean => /utf-16/i.test(title)

describe.each(Object.entries(DOORS))('%s', (name, start) => {
  let door: Running
  beforeAll(async () => {
    door = await start()
  })
  afterAll(() => door.close())

  requestVerdictSuite(
    async (request) => {
      const { status } = await post(`${door.url}${REQUEST_PATH}`, request)
      return verdictOfStatus(status)
    },
    name.includes('JSON parser') ? isOfJsonParser : undefined,
  )
})

it('the table has every verdict', () => {
  expect(new Set(REQUEST_CASES.map(({ verdict }) => verdict)).size).toBe(4)
})
