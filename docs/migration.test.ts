/** The plans on docs/migration.md are what the command tells of runs of the one source in the other. */
import { type Bundle, createMemoryHost, loadBundle, planMigration, unwrap } from '@journey-lang/runtime'
import { expect, test } from 'vitest'
import { missingMoves } from '../compiler/src/cli/migrate/answers.ts'
import { outcomeText, planText } from '../compiler/src/cli/migrate/plan-text.ts'
import { PLAIN } from '../compiler/src/cli/style.ts'
import { compile, lower, memoryHost } from '../compiler/src/index.ts'
import { blocksOf } from './test/pages.ts'

const DAY = 86_400_000
const START = Date.parse('2026-03-02T10:00:00Z')

const blocks = blocksOf().filter(({ page }) => page === 'docs/migration.md')
const fileOf = (name: string) => blocks.find(({ directives }) => directives.file === name)!.text
const shown = (plan: string) => blocks.find(({ directives }) => directives.plan === plan)!.text

function built(source: string): Bundle {
  const compilation = compile(memoryHost({ 'a.journey': source }), ['a.journey'])
  expect(compilation.diagnostics).toEqual([])
  return lower(compilation.program).bundle
}

/** What is told of people who came in one after the other, on the old version. */
function told(source: string): string {
  const before = built(fileOf('old.journey'))
  const host = createMemoryHost(unwrap(loadBundle(before)))
  for (let day = 0; day < 24; day++) {
    const at = START + day * DAY
    host.post({ kind: 'event', event: 'signed_up', contact: `c${day}`, at })
    if (day % 3 === 1) {
      host.post({
        kind: 'event',
        event: 'purchased',
        contact: `c${day}`,
        payload: { order: '1' },
        at: at + DAY,
      })
    }
  }
  const latest = built(source)
  const plan = planMigration(unwrap(loadBundle(latest, [before])), host.contacts(), host.now)
  const { unanswered } = plan.totals
  const moves = missingMoves(plan, latest, [before]).map((line) => `  ${line}\n`)
  const answers = `Say where they go on: add these lines to a .journey file, with other steps if others are meant.\n\n${moves.join('')}`
  return `${planText(plan, latest, PLAIN)}\n${outcomeText(plan, 'planned')}${unanswered > 0 ? answers : ''}`
}

const answer = blocks.find(({ text }) => text.startsWith('moved welcome."meeting'))!.text

test.each([
  ['without an answer', fileOf('new.journey')],
  ['with an answer', `${fileOf('new.journey')}\n${answer}`],
])('the plan %s', (name, source) => {
  expect(shown(name)).toBe(told(source))
})
