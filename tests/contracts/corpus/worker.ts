import { keepHeapNearUse, keepYoungHeapSmall } from '../../../src/cli/memory.ts'
import { judgeDocument, type JudgedFile } from './judge.ts'
import { USUAL, WHOLE } from './share.ts'

/** A process that judges one document: `{ file, isWhole }` comes as its only argument, the judgement goes to its parent. */

interface Task {
  readonly file: JudgedFile
  readonly isWhole: boolean
}

// As every command does: its memory is what is measured.
keepYoungHeapSmall()
keepHeapNearUse()
const [argument = ''] = process.argv.slice(2)
const { file, isWhole } = JSON.parse(argument) as Task
process.send?.(await judgeDocument(file, isWhole ? WHOLE : USUAL))
process.disconnect()
