import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileContract, shippedContractPath } from '../../contract/index.ts'
import { packageRoot } from '../../core/index.ts'
import { DERIVED_FILE } from './file.ts'
import { derivedText } from './generate.ts'

const contract = await compileContract(shippedContractPath())
writeFileSync(join(packageRoot().directory, DERIVED_FILE), derivedText(contract))
