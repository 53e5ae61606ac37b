// `make FILE N`: a data file with so many contacts that sleep. `use FILE`: works with it for some days, and prints how much memory the process takes.
import { BEGINNING, DAY } from '../running/ways.mjs'
import { openHost } from './host.mjs'
import { graph, openSleepers, tick } from './sleepers.mjs'

const [what, path, count] = process.argv.slice(2)
if (what === 'make') {
  const { store } = await openSleepers(path, Number(count))
  store.close()
} else {
  const host = await openHost(path, graph(), BEGINNING)
  for (let day = 1; day <= 10; day++) tick(host, BEGINNING + day * DAY)
  host.store.reader.statistics()
  host.store.reader.contacts({ limit: 1000 })
  globalThis.gc()
  console.log(process.memoryUsage().rss)
  host.store.close()
}
