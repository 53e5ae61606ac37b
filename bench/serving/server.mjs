// A service in a process of its own. It tells its parent where it listens, and goes when the parent does.
import { startService } from '@journey-lang/runtime/service'

process.once('message', async ({ data, bundle }) => {
  const { url } = await startService({ data, bundle, host: '127.0.0.1', port: 0 })
  process.send(url)
})
process.on('disconnect', () => process.exit())
