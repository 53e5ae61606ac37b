/** The memory host, as a command of the kit: `node runtime/conformance/hosts/memory.ts graph.json events.jsonl`. */
import { createMemoryHost } from '@journey-lang/runtime'
import { beCommand, type Case, type Played } from './protocol.ts'

export function playInMemory({ bundle, steps, told }: Case): Played {
  const host = createMemoryHost(bundle, {
    deliver: ({ key }) => (told.has(key) ? undefined : { ok: true }),
    answer: () => undefined,
  })
  for (const step of steps) {
    if (step.kind === 'clock') host.advanceTo(step.at)
    else host.post(step.input)
  }
  const sent = new Map(host.sent.map((message) => [message.key, message]))
  return { records: host.records, contacts: host.contacts(), handedOver: (key) => sent.get(key)! }
}

await beCommand(import.meta, playInMemory)
