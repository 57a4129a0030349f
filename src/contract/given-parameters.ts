import { HarnessError, nearest } from '../core/index.ts'
import type { Contract } from './contract.ts'
import type { Operation } from './operation.ts'

/**
 * The contract with values for parameters of its operations, by their names: of paths, queries, headers and cookies alike.
 * @param nameOf how a value was given, for errors
 * @throws HarnessError INVALID_OPTION for a name that no operation has, and for a value that its schema rejects
 */
export function withGivenParameters(
  contract: Contract,
  given: Readonly<Record<string, string>>,
  nameOf: (name: string) => string = (name) => `parameters.${name}`,
): Contract {
  if (Object.keys(given).length === 0) return contract
  const known = contract.operations.flatMap(({ parameters }) => parameters.map(({ name }) => name))
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw unknownParameter(name, known, nameOf(name))
  }
  const operations = contract.operations.map((operation): Operation => ({
    ...operation,
    parameters: operation.parameters.map((parameter) => {
      const text = given[parameter.name]
      if (text === undefined || !Object.hasOwn(given, parameter.name)) return parameter
      const reason = parameter.violationOfText([text])
      if (reason === undefined) return { ...parameter, given: text }
      throw new HarnessError(
        'INVALID_OPTION',
        `The parameter ${parameter.name} of ${operation.id} ${reason}.`,
        { where: nameOf(parameter.name), next: 'give a value that the contract allows' },
      )
    }),
  }))
  return {
    ...contract,
    operations,
    operation: (id) => operations.find((each) => each.id === id) ?? contract.operation(id),
    operationAt: (method, path) => {
      const found = contract.operationAt(method, path)
      return operations.find(({ id }) => id === found?.id)
    },
  }
}

function unknownParameter(name: string, known: readonly string[], where: string): HarnessError {
  const meant = nearest(name, known)
  return new HarnessError('INVALID_OPTION', `No operation has a parameter ${name}.`, {
    expected:
      known.length === 0
        ? 'an operation with parameters'
        : `one of ${[...new Set(known)].join(', ')}`,
    where,
    next: meant === undefined ? 'leave it out, or correct its name' : `did you mean ${meant}?`,
  })
}
