/**
 * The durable host, as a command of the kit: `node runtime/conformance/hosts/sqlite.ts [--reopen] graph.json events.jsonl`.
 * With `--reopen` the data file is closed and opened again before every line.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContactState, RuntimeRecord, SendCommand } from '@journey-lang/runtime'
import { createSteppedHost, type Page } from '@journey-lang/runtime/service'
import { beCommand, type Case, type CaseStep, type Played } from './protocol.ts'

export async function playOnDisk({ bundle, steps, told }: Case, reopen: boolean): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'journey-case-'))
  const open = (now?: number) =>
    createSteppedHost(
      {
        data: join(folder, 'case.db'),
        bundle: bundle.source,
        deliver: ({ key }) => (told.has(key) ? undefined : { ok: true }),
        answer: () => undefined,
      },
      now,
    )
  const records: RuntimeRecord[] = []
  let host = await open()
  let seen = '0'

  /** Takes what the log has got since. */
  function follow(): void {
    let after: string | undefined = seen
    while (after !== undefined) {
      const page = host.reader.log({ after, limit: 1000 })
      for (const { seq, records: made } of page.items) {
        records.push(...made)
        seen = String(seq)
      }
      after = page.next
    }
  }

  function play(step: CaseStep): void {
    if (step.kind === 'clock') {
      host.advanceTo(step.at)
      follow()
      return
    }
    const receipt = host.post(step.input)
    follow()
    // What was refused is not in the log: who posted it is told.
    if (receipt.kind !== 'refused') return
    for (const problem of receipt.problems) {
      records.push({ kind: 'problem', at: host.now, contact: step.input.contact, problem })
    }
  }

  try {
    for (const step of steps) {
      if (reopen) {
        const { now } = host
        host.close()
        host = await open(now)
      }
      play(step)
    }
    const sent = new Map<string, SendCommand>()
    for (const { command } of all((after) =>
      host.reader.deliveries({ ...after, limit: 1000, kind: 'send' }),
    )) {
      if (command.kind === 'send') sent.set(command.key, command)
    }
    const contacts: ContactState[] = all((after) => host.reader.contacts({ ...after, limit: 1000 }))
    return { records, contacts, handedOver: (key) => sent.get(key)! }
  } finally {
    host.close()
    rmSync(folder, { recursive: true })
  }
}

/** The items of all pages. */
function all<T>(page: (after: { after?: string }) => Page<T>): T[] {
  const items: T[] = []
  let part = page({})
  items.push(...part.items)
  while (part.next !== undefined) {
    part = page({ after: part.next })
    items.push(...part.items)
  }
  return items
}

await beCommand(import.meta, (given) => playOnDisk(given, process.argv.includes('--reopen')))
