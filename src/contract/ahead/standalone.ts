import type { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneModule from 'ajv/dist/standalone/index.js'

/**
 * The text of a module that exports compiled validators under the keys of their schemas.
 * @param runtime imports of what the compiled code calls, made of its text
 */
export function moduleOf(
  ajv: Ajv2020,
  keys: readonly string[],
  runtime: (code: string) => string = () => '',
): string {
  // The package is CommonJS: its default export arrives wrapped.
  const standalone = standaloneModule as unknown as (
    instance: Ajv2020,
    exports: Record<string, string>,
  ) => string
  const code = standalone(ajv, Object.fromEntries(keys.map((key) => [key, key])))
  const { imports, rest } = hoistRequires(code)
  return `${runtime(rest)}${imports}${rest}\n`
}

/** ajv's generated modules call `require` for its runtime; a module imports it. */
function hoistRequires(code: string): { imports: string; rest: string } {
  const names = new Map<string, string>()
  const rest = code.replaceAll(/require\("([^"]+)"\)(\.default)?/g, (_match, path: string) => {
    const name = names.get(path) ?? `runtime${names.size}`
    names.set(path, name)
    // Bundlers unwrap the default export of CommonJS, Node does not.
    return `(${name}.default ?? ${name})`
  })
  const imports = [...names].map(([path, name]) => `import ${name} from '${path}.js'\n`).join('')
  return { imports, rest }
}
