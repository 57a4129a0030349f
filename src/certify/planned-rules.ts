import { type Contract, type Operation, rulesOf, showRule } from '../contract/index.ts'
import { defined } from '../core/index.ts'
import { type Messages, parameterRules, unbrokenRules } from '../messages/index.ts'
import type { PlannedRules } from './results/rules.ts'

/** Every rule of every request schema, with why none of the invalid messages breaks it where that is so. */
export function plannedRules(
  { operations }: Contract,
  messagesOf: (operation: Operation) => Messages,
): PlannedRules[] {
  return operations.map((operation) => {
    const deviations = messagesOf(operation).deviations()
    const unbroken = new Map(
      unbrokenRules(operation, deviations).map(({ rule, reason }) => [rule.schemaPointer, reason]),
    )
    return {
      operation: operation.id,
      rules: [
        ...rulesOf(operation).map(({ keyword, schemaPointer, pointer, place }) => ({
          keyword,
          schemaPointer,
          pointer,
          ...defined({
            rule: place === undefined ? undefined : showRule(place),
            unbroken: unbroken.get(schemaPointer),
          }),
        })),
        ...operation.untested('published').map(({ keyword, pointer, place, reason }) => ({
          keyword,
          schemaPointer: pointer,
          pointer: inMessages(pointer),
          rule: showRule(place),
          unbroken: reason,
        })),
        ...parameterRules(operation).map(
          ({ keyword, schemaPointer, shown, parameter, unbroken: reason }) => ({
            keyword,
            schemaPointer,
            pointer: shown,
            rule: showRule(parameter.place),
            ...defined({ unbroken: reason }),
          }),
        ),
      ],
    }
  })
}

/** Where in messages a keyword applies, by its place in the schema. */
function inMessages(schemaPointer: string): string {
  return schemaPointer
    .slice(0, schemaPointer.lastIndexOf('/'))
    .replaceAll(/\/(?:allOf|anyOf|oneOf)\/\d+/g, '')
    .replaceAll(/\/(?:properties|patternProperties)(?=\/)/g, '')
    .replaceAll(/\/items(?=\/|$)/g, '/*')
}
