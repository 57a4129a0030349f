import type { Examiner } from '../../contract/index.ts'
import { isRecord, nearest } from '../../core/index.ts'
import { type LintProblem, problemIn } from '../problem.ts'
import { discriminated } from './discriminated.ts'
import { child, type DocumentNode, keyOf, walkDocument } from './walk.ts'

/** Operations with the same name. */
export function checkOperationIds(nodes: readonly DocumentNode[]): LintProblem[] {
  const seen = new Map<string, number>()
  return nodes.flatMap(({ kind, at }) => {
    const named = kind === 'operation' ? child(at, 'operationId') : undefined
    if (named === undefined || typeof named.value !== 'string') return []
    const first = seen.get(named.value)
    if (first === undefined) {
      seen.set(named.value, named.source.positionOf(named.pointer).line)
      return []
    }
    return [
      problemIn(named, {
        rule: 'duplicate-operation-id',
        message: `Two operations are called ${named.value}: this one, and the one at line ${first}.`,
        next: 'give each operation an operationId of its own',
      }),
    ]
  })
}

/** Components that no path, webhook or security requirement leads to. */
export function checkUnused(examiner: Examiner, nodes: readonly DocumentNode[]): LintProblem[] {
  const used = walkDocument(examiner, ['paths', 'webhooks']).nodes
  const reached = new Set(used.map(({ at }) => keyOf(at)))
  for (const at of discriminated(examiner, used, nodes)) reached.add(keyOf(at))
  const isReached = (key: string): boolean =>
    reached.has(key) || [...reached].some((other) => other.startsWith(`${key}/`))
  const schemes = new Set(requirements(examiner, used).map(({ name }) => name))
  const components = child(examiner.root, 'components')
  return Object.keys(components?.value ?? {}).flatMap((section) => {
    const holder = components === undefined ? undefined : child(components, section)
    if (holder === undefined || !isRecord(holder.value) || section.startsWith('x-')) return []
    return Object.keys(holder.value).flatMap((name) => {
      const at = child(holder, name)
      if (at === undefined) return []
      const isUsed = section === 'securitySchemes' ? schemes.has(name) : isReached(keyOf(at))
      if (isUsed) return []
      return [
        problemIn(at, {
          rule: 'unused-component',
          message: `The component ${section}/${name} is used by no operation.`,
          next: 'refer to it where it belongs, or take it out',
        }),
      ]
    })
  })
}

/** Security schemes that are asked for and described nowhere. */
export function checkSecurity(examiner: Examiner, nodes: readonly DocumentNode[]): LintProblem[] {
  const components = child(examiner.root, 'components')
  const described = components === undefined ? undefined : child(components, 'securitySchemes')
  const known = Object.keys(described?.value ?? {})
  return requirements(examiner, nodes)
    .filter(({ name }) => !known.includes(name))
    .map(({ name, at }) => {
      const meant = nearest(name, known)
      return problemIn(at, {
        rule: 'unknown-security-scheme',
        message: `The security scheme ${JSON.stringify(name)} is described nowhere.`,
        next:
          meant === undefined
            ? 'describe it under components/securitySchemes'
            : `did you mean ${JSON.stringify(meant)}?`,
      })
    })
}

function requirements(examiner: Examiner, nodes: readonly DocumentNode[]) {
  const holders = [
    examiner.root,
    ...nodes.filter(({ kind }) => kind === 'operation').map(({ at }) => at),
  ]
  return holders.flatMap((holder) => {
    const security = child(holder, 'security')
    const alternatives = Array.isArray(security?.value) ? [...security.value.keys()] : []
    return alternatives.flatMap((index) => {
      const alternative = security === undefined ? undefined : child(security, String(index))
      return Object.keys(alternative?.value ?? {}).flatMap((name) => {
        const at = alternative === undefined ? undefined : child(alternative, name)
        return at === undefined ? [] : [{ name, at }]
      })
    })
  })
}
