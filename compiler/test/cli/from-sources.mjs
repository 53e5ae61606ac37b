// Lets a process run the command from its sources: the runtime is taken from its sources, too, and not from a build
// that may be stale. With JOURNEY_TEST_LOADED=1 it tells which packages are loaded, on standard error.
import { registerHooks } from 'node:module'

const runtime = new URL('../../../runtime/src/index.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@journey-lang/runtime')
      return { url: runtime, shortCircuit: true, format: 'module-typescript' }
    if (process.env.JOURNEY_TEST_LOADED && /^[\w@-][^:]*$/.test(specifier)) {
      process.stderr.write(`loaded ${specifier}\n`)
    }
    return next(specifier, context)
  },
})
