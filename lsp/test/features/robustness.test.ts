import { memoryHost } from '@journey-lang/compiler'
import { Session } from '@journey-lang/compiler/editor'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runs } from '../../../compiler/test/fuzz.ts'
import { callableAt, incomingCalls, outgoingCalls } from '../../src/features/call-hierarchy.ts'
import { codeActions, editsOf } from '../../src/features/code-actions.ts'
import { codeLenses } from '../../src/features/code-lens.ts'
import { completion } from '../../src/features/completion.ts'
import { definition, typeDefinition } from '../../src/features/definition.ts'
import { folding } from '../../src/features/folding.ts'
import { formatting, formattingOnType } from '../../src/features/formatting.ts'
import { hover } from '../../src/features/hover.ts'
import { inlayHints } from '../../src/features/inlay-hints.ts'
import { linkedEditing } from '../../src/features/linked-editing.ts'
import { links } from '../../src/features/links.ts'
import { highlights, references } from '../../src/features/references.ts'
import { prepareRename, rename } from '../../src/features/rename.ts'
import { selectionAt } from '../../src/features/selection.ts'
import { semanticTokens } from '../../src/features/semantic-tokens.ts'
import { signatureHelp } from '../../src/features/signature-help.ts'
import { documentSymbols } from '../../src/features/symbols.ts'
import { BASE, MAIN } from '../project.ts'

const TEXT = `import { bought, vip, hello, offer as best, make_coupon, sales, mail } from "./base.journey"
import { digital } from "std/stages"

/// Greets 👋🏽 سلام.
journey welcome "Welcome" {
  follows digital
  start on bought where contact.email exists and bought.total > 10 EUR as first
  goal again: bought within 30 days
  stage subscription {
    wait for bought up to 7 days as late { if late.total > 3 EUR { tag #vip } } else { notify sales "{contact.name ?? "x"}" }
    match contact.market { domestic { delay 1 day } export { send hello } }
    split half { 50% one { call make_coupon(percent: 10%) as coupon } 50% two { send best(discount: 10%) } }
  }
  stage conversion { go to subscription }
}

message نامه(who: string) via mail { subject: "Hi {who}", body: """
  Dear {who}
""" }

scenario "s" for welcome {
  contact(email: "sara@example.com")
  at 2026-03-02 10:00 in "Europe/Berlin"
  bought(order: "1", total: 20 EUR)
  expect sent hello, waiting at late
}
`

/** Everything that can be asked about a place; gives back what speaks of places in this file. */
function askAll(session: Session, offset: number): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = []
  const note = (...all: ({ span: { start: number; end: number } } | undefined)[]) => {
    for (const one of all) if (one) spans.push(one.span)
  }
  const here = [session, MAIN, offset] as const
  const range = { start: offset, end: Math.min(offset + 5, session.textOf(MAIN)!.length) }
  note(hover(...here), completion(...here), ...highlights(...here), ...folding(session, MAIN))
  note(
    ...links(session, MAIN),
    ...codeLenses(session, MAIN),
    ...formatting(session, MAIN),
    ...formatting(session, MAIN, range),
  )
  note(...formattingOnType(...here, '}'), ...formattingOnType(...here, '\n'))
  spans.push(...selectionAt(...here), ...semanticTokens(session, MAIN), ...linkedEditing(...here))
  for (const place of [definition(...here), typeDefinition(...here), ...references(...here)]) {
    if (place?.file === MAIN) spans.push(place.span)
  }
  for (const action of codeActions(session, MAIN, range))
    note(...editsOf(action).filter(({ file }) => file === MAIN))
  for (const { offset: at } of inlayHints(session, MAIN, range)) spans.push({ start: at, end: at })
  const callable = callableAt(...here)
  if (callable) {
    incomingCalls(session, callable)
    outgoingCalls(session, callable)
  }
  prepareRename(...here)
  const renaming = rename(...here, 'other_name')
  if (!('refused' in renaming)) note(...renaming.edits.filter(({ file }) => file === MAIN))
  signatureHelp(...here)
  documentSymbols(session, MAIN)
  return spans
}

test('every question gets an answer about this text, however broken it is', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const piece = fc.constantFrom(
    '',
    ' ',
    '\n',
    '{',
    '}',
    '"',
    '(',
    'x',
    '#',
    '.',
    'contact.',
    'send ',
    '👩‍👩‍👧',
    'سلام',
    '$',
    ':',
  )
  const step = fc.record({ at: share, length: fc.nat({ max: 12 }), piece, ask: share })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
      let text = TEXT
      const host = { read: (path: string) => memoryHost({ ...BASE, [MAIN]: text }).read(path) }
      const session = new Session(host, { paths: ['base.journey', MAIN], timezone: 'Europe/Berlin' })
      for (const { at, length, piece: put, ask } of steps) {
        const start = Math.floor(at * text.length)
        text = text.slice(0, start) + put + text.slice(start + length)
        session.update([MAIN])
        const before = JSON.stringify([...session.diagnostics])
        for (const { start: from, end } of askAll(session, Math.floor(ask * text.length))) {
          expect(from).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(from)
          expect(end).toBeLessThanOrEqual(text.length)
        }
        // Asking changes nothing.
        expect(JSON.stringify([...session.diagnostics])).toBe(before)
      }
    }),
    runs(20),
  )
})
