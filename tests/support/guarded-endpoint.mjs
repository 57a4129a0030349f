/** An endpoint with the middleware as it is built, of `express` or `fastify`: prints its URL. */
import express from 'express'
import fastify from 'fastify'
import { dropShip as expressDropShip } from '../../dist/esm/express.js'
import { dropShip as fastifyDropShip } from '../../dist/esm/fastify.js'

const PATH = '/drop_shipment_confirmation'
const SUCCESS = { message: 'Success' }

async function withExpress() {
  const app = express()
  app.use(expressDropShip())
  app.post(PATH, (_request, response) => void response.json(SUCCESS))
  const server = app.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${server.address().port}`)
  })
}

async function withFastify() {
  const app = fastify({ bodyLimit: 6 * 1024 * 1024 })
  await app.register(fastifyDropShip)
  app.post(PATH, async () => SUCCESS)
  console.log(await app.listen({ port: 0, host: '127.0.0.1' }))
}

await (process.argv[2] === 'express' ? withExpress() : withFastify())
