/** What holds for every graph and every log: the runtime is pure, its state is JSON, and no message goes out twice. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createTimerQueue } from '../../src/hosts/timer-queue.ts'
import {
  apply,
  type Command,
  type ContactState,
  collectStatistics,
  type Input,
  type LoadedBundle,
  newContact,
  type RuntimeRecord,
} from '../../src/index.ts'
import { load } from '../helpers.ts'
import { anyGraph, anyLog, END, HOUR, outcomeOf, resultOf, START } from '../random-graphs.ts'

// A few of the graphs that are made start themselves thousands of times, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 240_000 })

/** A host of a few lines. It may look at, replace or freeze the state between any two inputs, and repeat inputs. */
function drive(
  loaded: LoadedBundle,
  log: Input[],
  between: (state: ContactState) => ContactState,
  repeats = 1,
) {
  let contact = newContact('c1')
  const records: RuntimeRecord[] = []
  const commands: Command[] = []
  const timers = createTimerQueue<Input>()
  const fire = (isDue: (due: number) => boolean) => {
    for (let due = timers.nextDue(); due !== undefined && isDue(due); due = timers.nextDue()) {
      give(timers.take()!)
    }
  }
  const give = (input: Input) => {
    for (let round = 0; round < repeats; round++) {
      const applied = apply(loaded, between(contact), input)
      contact = applied.contact
      for (const record of applied.records) records.push(record)
      for (const command of applied.commands) commands.push(command)
      for (const one of applied.commands) {
        if (one.kind === 'timer')
          timers.add(one.due, { kind: 'timer', contact: 'c1', run: one.run, token: one.token, at: one.due })
        else if (one.kind === 'wake')
          timers.add(one.due, { kind: 'wake', contact: 'c1', due: one.due, at: one.due })
        else if (one.kind === 'notify') continue
        else if (one.kind === 'call') {
          const { action, key, at } = one
          give({ kind: 'result', contact: 'c1', action, key, at, ...resultOf(one) })
        } else give({ kind: 'outcome', contact: 'c1', key: one.key, at: one.at, ...outcomeOf(one) })
      }
    }
  }
  give({ kind: 'contact', contact: 'c1', attributes: { email: 'a@b.c' }, at: START })
  for (const input of log) {
    fire((due) => due < input.received!)
    give(input)
  }
  fire((due) => due <= END)
  return { contact, records, commands }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}

const asJson = <T>(value: T): T => JSON.parse(JSON.stringify(value))
const asIs = (state: ContactState) => state
const askedKeys = (commands: Command[]) => commands.flatMap((one) => ('key' in one ? [one.key] : []))

function holds(check: (loaded: LoadedBundle, log: Input[]) => void, options = {}): void {
  fc.assert(
    fc.property(anyGraph, anyLog, (source, log) => check(load(source), log)),
    { numRuns: 150, ...options },
  )
}

test('the graphs of these tests do something', () => {
  const kinds = new Set<string>()
  holds(
    (loaded, log) => {
      for (const { kind } of drive(loaded, log, asIs).records) kinds.add(kind)
    },
    { numRuns: 100, seed: 2 },
  )
  expect([...kinds].sort()).toEqual([
    'call_failed',
    'called',
    'calling',
    'emitted',
    'entered',
    'exited',
    'failed',
    'finished',
    'goal',
    'handed',
    'held',
    'held_out',
    'joined',
    'left',
    'notified',
    'passed',
    'problem',
    'refused',
    'sent',
    'set',
    'suppressed',
    'tagged',
    'untagged',
  ])
})

test('the same input gives the same output, and nothing that was given is changed', () => {
  holds((loaded, log) => {
    expect(drive(loaded, log, deepFreeze)).toEqual(drive(loaded, log, asIs))
  })
})

test('the state is JSON: storing it between any two inputs changes nothing', () => {
  holds((loaded, log) => {
    const kept = drive(loaded, log, asIs)
    expect(drive(loaded, log, asJson)).toStrictEqual(kept)
    expect(asJson(kept)).toStrictEqual(kept)
  })
})

test('no message, call or notification goes out twice, even if every input comes twice', () => {
  holds((loaded, log) => {
    const once = drive(loaded, log, asIs)
    const twice = drive(loaded, log, asIs, 2)
    const keys = askedKeys(once.commands)
    expect(new Set(keys).size).toBe(keys.length)
    expect(askedKeys(twice.commands)).toEqual(keys)
    expect(twice.records.filter((one) => one.kind !== 'problem')).toEqual(
      once.records.filter((one) => one.kind !== 'problem'),
    )
  })
})

test('between two inputs, a live run always waits for something', () => {
  holds((loaded, log) => {
    drive(loaded, log, (state) => {
      for (const run of state.runs) expect(run.hold === null).toBe(run.state !== 'active')
      return state
    })
  })
})

test('who entered is inside, or has finished or exited', () => {
  holds((loaded, log) => {
    const { contact, records } = drive(loaded, log, asIs)
    for (const [name, counts] of Object.entries(collectStatistics(loaded, records).journeys)) {
      const inside = contact.runs.filter((run) => run.journey === name && run.state === 'active').length
      const waiting = Object.values(counts.nodes).reduce((sum, one) => sum + one.waiting, 0)
      expect([waiting, counts.entered - counts.finished - counts.exited]).toEqual([inside, inside])
    }
  })
})

test('nothing changes because time passes before the moment that was asked for', () => {
  let looks = 0
  holds((loaded, log) => {
    drive(loaded, log, (state) => {
      for (const { name, holds: isIn } of loaded.watched) {
        const kept = state.memberships?.[name]
        if (kept === undefined || typeof state.clock !== 'number') continue
        const until = kept.until ?? state.clock + 400 * 24 * HOUR
        expect(kept.until === undefined || state.wake! <= kept.until).toBe(true)
        const { attributes, tags } = state
        // At the moment itself something else may be looked at first.
        if (state.clock >= until) continue
        for (const clock of [state.clock, Math.floor((state.clock + until) / 2), until - 1]) {
          expect(isIn({ attributes, tags, past: { ...state, clock } })).toBe(kept.in)
          looks++
        }
      }
      return state
    })
  })
  expect(looks).toBeGreaterThan(100)
})

test('a run that is over sends nothing', () => {
  holds((loaded, log) => {
    const over = new Set<string>()
    for (const record of drive(loaded, log, asIs).records) {
      if (record.kind === 'exited' || record.kind === 'finished') over.add(record.run)
      if (record.kind === 'handed') expect(over.has(record.run)).toBe(false)
    }
  })
})
