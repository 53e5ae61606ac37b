#!/usr/bin/env node
import { journey } from './dispatch.ts'
import { processTerminal } from './process-terminal.ts'

// The status is left for the process to end with, so that what was written still reaches its reader.
process.exitCode = await journey(process.argv.slice(2), processTerminal())
