import type { SenderFlaw } from './flaw.ts'

/** Flaws of what is sent. */
export const MESSAGES: readonly SenderFlaw[] = [
  {
    name: 'sends with PUT',
    behaviour: { method: 'PUT' },
    situations: ['accepted'],
    found: ['message/address'],
    level: 'compatible',
  },
  {
    name: 'adds a slash to the address',
    behaviour: { url: ({ url }) => `${url}/` },
    situations: ['accepted'],
    found: ['message/address'],
    level: 'compatible',
  },
  {
    name: 'sends text/plain',
    behaviour: { headers: ({ id }) => ({ 'content-type': 'text/plain', 'webhook-id': id }) },
    situations: ['accepted'],
    found: ['message/media-type'],
    level: 'compatible',
  },
  {
    name: 'sends ISO 8859-1',
    behaviour: {
      headers: ({ id }) => ({
        'content-type': 'application/json; charset=iso-8859-1',
        'webhook-id': id,
      }),
    },
    situations: ['accepted'],
    found: ['message/media-type'],
    level: 'compatible',
  },
  {
    name: 'sends bytes that are not UTF-8',
    behaviour: {
      bytes: ({ body }) => Buffer.from(body.replace('"UPS Ground"', '"UPS Gr\u00F6und"'), 'latin1'),
    },
    situations: ['accepted'],
    found: ['message/media-type'],
    level: 'compatible',
  },
  {
    name: 'sends a number as text',
    behaviour: {
      message: (_operation, example) =>
        JSON.stringify(example).replaceAll(/"quantity":(\d+)/g, '"quantity":"$1"'),
    },
    situations: ['accepted'],
    found: ['message/published'],
    level: 'compatible',
  },
  {
    name: 'leaves a required field out',
    behaviour: {
      message: (_operation, example) => JSON.stringify(example).replace(/"carrier":"[^"]*",/, ''),
    },
    situations: ['accepted'],
    found: ['message/published'],
    level: 'compatible',
  },
  {
    name: 'leaves out what the intended reading requires',
    behaviour: {
      message: (operation, example) => {
        const body = structuredClone(example) as { shipment?: { shipment_items: object[] } }
        const [item = {}] = body.shipment?.shipment_items ?? []
        if (operation === 'drop_shipment_confirmation') Reflect.deleteProperty(item, 'quantity')
        return JSON.stringify(body)
      },
    },
    situations: ['accepted'],
    found: ['message/intended'],
  },
  {
    name: 'sends broken JSON',
    behaviour: { message: (_operation, example) => JSON.stringify(example).slice(0, -1) },
    situations: ['accepted'],
    found: ['message/published', 'message/intended'],
    level: 'compatible',
  },
  {
    name: 'sends a fresh id with every delivery',
    behaviour: {
      headers: ({ id }, delivery) => ({
        'content-type': 'application/json',
        'webhook-id': `${id}-${delivery}`,
      }),
    },
    situations: ['unavailable'],
    found: ['message/identification'],
    level: 'strict',
  },
]
