import { readFileSync } from 'node:fs'
import { compile, hasErrors, lower, memoryHost } from '@journey-lang/compiler'
import { advance, apply, loadBundle, newContact, route, unwrap } from '@journey-lang/runtime'
import { BEGINNING, checkEnd, contacts, DAY, ORDER, PASSES, repeated } from './ways.mjs'

function loadWelcome() {
  const path = 'welcome.journey'
  const text = readFileSync(new URL(path, import.meta.url), 'utf8')
  const compilation = compile(memoryHost({ [path]: text }), [path], { timezone: 'Europe/Berlin' })
  if (hasErrors(compilation)) throw new Error(`${path} has errors.`)
  return unwrap(loadBundle(lower(compilation.program).bundle))
}

/**
 * The situations that contacts come into on their ways, written down once: what is known of the contact, the input,
 * and what moves the run. The runtime is pure, so working on them again and again is the same as the first time.
 */
function situations(bundle) {
  return contacts.flatMap(({ id, way }) => {
    const attributes = { name: 'Sara', email: `${id}@example.com`, country: way.country, email_opt_in: true }
    let { contact } = apply(bundle, newContact(id), {
      kind: 'contact',
      contact: id,
      attributes,
      at: BEGINNING,
    })
    let now = BEGINNING
    const messages = []
    let last
    const found = way.inputs.map((kind) => {
      if (kind === 'bought') now += DAY
      if (kind === 'time') now = contact.runs[0].hold.due
      const input = inputOf(kind, contact, now)
      const applied = apply(bundle, contact, input)
      const situation = { contact, input, now, move: moveOf(bundle, contact, input, applied) }
      for (const record of applied.records) if (record.kind === 'sent') messages.push(record.message)
      last = applied.records.findLast(({ kind }) => kind === 'finished') ?? last
      contact = applied.contact
      return situation
    })
    checkEnd('the runtime', way, {
      at: last?.reason === 'did not buy' ? 'lost' : last && 'thanked',
      messages,
    })
    return found
  })
}

function inputOf(kind, contact, at) {
  const { id, runs } = contact
  switch (kind) {
    case 'enter':
      return { kind: 'event', contact: id, event: 'signed_up_for_email', at }
    case 'bought':
      return { kind: 'event', contact: id, event: 'purchased', payload: ORDER, at }
    case 'time':
      return { kind: 'timer', contact: id, run: runs[0].id, token: runs[0].hold.token, at }
    case 'sent':
      return { kind: 'outcome', contact: id, key: runs[0].hold.key, ok: true, at }
  }
}

/** What `apply` gives to `advance`: the contact with the input taken in, the run, and why it moves. */
function moveOf(bundle, contact, input, applied) {
  const routed = route(bundle, contact, input)
  const [woken] = routed.moves.wakes
  if (woken !== undefined) {
    return { contact: routed.contact, run: contact.runs.find(({ id }) => id === woken.run), wake: woken.wake }
  }
  // An entry: the run as it is before its first step.
  const [made] = applied.contact.runs
  const { hold, ...run } = made
  const fresh = { ...run, node: firstNode(bundle, made), token: 0, steps: 0, visits: {} }
  return { contact: { ...routed.contact, runs: [fresh] }, run: fresh, wake: { kind: 'entered' } }
}

const firstNode = (bundle, run) => bundle.journeys.get(run.journey).entry.id

/** Moving runs, and nothing else. */
export function advanceContender() {
  const bundle = loadWelcome()
  const all = situations(bundle)
  return {
    name: 'journey: advance',
    moves: all.length * PASSES,
    run: repeated(() => all.map(({ move, now }) => advance(bundle, move.contact, move.run, move.wake, now))),
  }
}

/** All that an input leads to: it is checked, routed, moves the run, and what is no longer needed is forgotten. */
export function applyContender() {
  const bundle = loadWelcome()
  const all = situations(bundle)
  return {
    name: 'journey: apply',
    moves: all.length * PASSES,
    run: repeated(() => all.map(({ contact, input }) => apply(bundle, contact, input))),
  }
}
