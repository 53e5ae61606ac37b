// Lets a process run the command from its sources: the runtime is taken from its sources, too, and not from a build
// that may be stale. With JOURNEY_TEST_LOADED=1 it tells which packages are loaded, on standard error.
import { registerHooks } from 'node:module'

const source = (path) => new URL(`../../../runtime/src/${path}`, import.meta.url).href
const runtime = {
  '@journey-lang/runtime': source('index.ts'),
  '@journey-lang/runtime/graph': source('graph.ts'),
  '@journey-lang/runtime/liquid': source('render/engine.ts'),
  '@journey-lang/runtime/service': source('service/index.ts'),
}

registerHooks({
  resolve(specifier, context, next) {
    const ours = runtime[specifier]
    if (ours) return { url: ours, shortCircuit: true, format: 'module-typescript' }
    if (process.env.JOURNEY_TEST_LOADED && /^[\w@-][^:]*$/.test(specifier)) {
      process.stderr.write(`loaded ${specifier}\n`)
    }
    return next(specifier, context)
  },
})
