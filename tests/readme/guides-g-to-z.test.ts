import { testCommands } from '../support/page-commands.ts'

testCommands('guides-g-to-z')
