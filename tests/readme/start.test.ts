import { testCommands } from '../support/page-commands.ts'

testCommands('start')
