#!/usr/bin/env node
// Everything else is imported after this check: an older Node may fail on what it imports, in words nobody understands.
import module from 'node:module'

const [major, minor] = process.versions.node.split('.').map(Number) as [number, number]
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(`error: journey needs Node 22.13 or later, and this is ${process.versions.node}.\n`)
  process.exitCode = 2
} else {
  // What Node made of the source is kept in its folder for temporary files, so that the next start is quicker.
  module.enableCompileCache()
  const { journey } = await import('./dispatch.ts')
  const { processTerminal } = await import('./process-terminal.ts')
  // The status is left for the process to end with, so that what was written still reaches its reader.
  process.exitCode = await journey(process.argv.slice(2), processTerminal())
}
