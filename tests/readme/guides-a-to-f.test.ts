import { testCommands } from '../support/page-commands.ts'

testCommands('guides-a-to-f')
