import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../core/index.ts'
import { generate } from './generate.ts'

const folder = join(packageRoot().directory, 'src/contract/generated')
mkdirSync(folder, { recursive: true })
for (const [name, text] of Object.entries(await generate())) writeFileSync(join(folder, name), text)
