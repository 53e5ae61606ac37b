// Lets a process run the server from its sources: the compiler and the runtime are taken from theirs, too, and not from
// builds that may be stale.
import { registerHooks } from 'node:module'

const source = (path) => new URL(`../../${path}`, import.meta.url).href
const ours = {
  '@journey-lang/runtime': source('runtime/src/index.ts'),
  '@journey-lang/runtime/graph': source('runtime/src/graph.ts'),
  '@journey-lang/runtime/liquid': source('runtime/src/render/engine.ts'),
  '@journey-lang/compiler': source('compiler/src/index.ts'),
  '@journey-lang/compiler/editor': source('compiler/src/editor.ts'),
}

registerHooks({
  resolve(specifier, context, next) {
    const url = ours[specifier]
    return url ? { url, shortCircuit: true, format: 'module-typescript' } : next(specifier, context)
  },
})
