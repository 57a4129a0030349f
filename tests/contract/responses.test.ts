import { describe, expect, it } from 'vitest'
import { loadContract } from '../../src/contract/index.ts'

describe('the responses of the Drop Ship contract', () => {
  const OPERATION = 'drop_shipment_confirmation'

  it.each<[number, string, unknown, string[] | string]>([
    [200, 'application/json', { message: 'Success' }, []],
    [200, 'application/json', {}, []],
    [200, 'application/json', { message: 1 }, ['/message invalid_type']],
    [200, 'application/json', 'Success', [' invalid_type']],
    [200, 'text/plain', 'Success', 'no-schema'],
    [400, 'application/json', { anything: 1 }, 'no-schema'],
    [401, 'text/html', '', 'no-schema'],
    [422, 'application/json', { message: 'no', errors: [] }, []],
    [422, 'application/json', { message: 'no', errors: [{ field: 'a' }] }, []],
    [
      422,
      'application/json',
      { message: 'no', errors: [{ field: 'a', code: 'missing_field' }] },
      [],
    ],
    [
      422,
      'application/problem+json',
      { message: 'no', errors: [{ field: 'a', code: 'x' }] },
      ['/errors/0/code invalid'],
    ],
    [
      422,
      'application/json; charset=UTF-8',
      { message: 'no', errors: [{ code: 'invalid' }] },
      ['/errors/0/field missing_field'],
    ],
    [422, 'application/json', {}, ['/message missing_field', '/errors missing_field']],
    [422, 'application/json', [], [' invalid_type']],
    [422, 'application/json', { message: 'no', errors: 'a' }, ['/errors invalid_type']],
    [201, 'application/json', {}, 'undocumented-status'],
    [302, 'text/html', '', 'undocumented-status'],
    [503, 'application/json', {}, 'undocumented-status'],
  ])(
    '%i with %s and %j are judged by the published reading',
    async (status, mediaType, body, expected) => {
      const verdict = (await loadContract())
        .operation(OPERATION)
        .validateResponse(status, mediaType, body)
      expect(
        verdict.kind === 'checked'
          ? verdict.violations.map(({ pointer, code }) => `${pointer} ${code}`)
          : verdict.kind,
      ).toEqual(expected)
    },
  )

  it('lack a disputed code only under the intended reading, at the line that disputes it', async () => {
    const operation = (await loadContract()).operation(OPERATION)
    const body = { message: 'no', errors: [{ field: 'a' }] }
    const verdict = operation.validateResponse(422, 'application/json', body, 'intended')
    expect(verdict).toMatchObject({
      kind: 'checked',
      violations: [{ pointer: '/errors/0/code', keyword: 'required', rule: { disputed: 'D8' } }],
    })
  })
})
