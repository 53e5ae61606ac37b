import { createScenarioRunner } from '@journey-lang/compiler'
import { identitiesOf, stepsOf } from '@journey-lang/compiler/editor'
import { describe, expect, test } from 'vitest'
import { editsOf } from '../../src/features/code-actions.ts'
import { newScenario } from '../../src/features/new-scenario.ts'
import { wholePart } from '../../src/workspace/whole-part.ts'
import { edited, marked } from '../project.ts'

const HEAD = 'import { bought, asked, vip, hello, offer, make_coupon, fans, sales } from "./base.journey"\n'

/** The scenario that is written at the cursor. */
function written(source: string) {
  const { snapshot, path, offset, texts } = marked(source)
  const [action] = newScenario(snapshot, path, { start: offset, end: offset })
  const edits = action ? editsOf(action) : []
  const after = edited(texts, edits)[path]!
  return { title: action?.title, scenario: edits.at(-1)?.text ?? '', after, offset, path }
}

/** Runs it: whether all is as it expects, and the steps that it came to. */
function run(source: string): { passes: boolean; reaches: boolean; scenario: string } {
  const { after, path, offset, scenario } = written(source)
  const { snapshot } = marked(`//- /${path}\n${after}`)
  const part = wholePart(snapshot, [path])
  const last = part?.scenarios.at(-1)
  if (!part || !last) return { passes: false, reaches: false, scenario }
  const symbol = snapshot.program.modules.get(path)!.exports.get(last.journey)!
  if (symbol.kind !== 'journey') throw new Error('no journey')
  const step = stepsOf(symbol.declaration).findLast(
    ([{ span }]) => span.start <= offset && offset <= span.end,
  )
  const id = step && identitiesOf(symbol.declaration, snapshot.program).ids.get(step[0])
  const { passed, reached } = createScenarioRunner(part.bundle)(last)
  const reaches = id === undefined || reached.get(last.journey)?.has(id) === true
  return { passes: passed, reaches, scenario }
}

const journey = (start: string, steps: string) => `${HEAD}journey j "J" {\n  ${start}\n  ${steps}\n}\n`
const guarded = (steps: string) => journey('start on bought where contact.email exists', steps)

describe('a scenario is written that comes to the step, and passes', () => {
  const cases: [what: string, source: string, holds: string[]][] = [
    ['at the first step', guarded('de$0lay 1 day'), ['waiting at "delay"', 'email: "sara@example.com"']],
    ['in the header', guarded('delay 1 day').replace('where', 'wh$0ere'), ['expect entered j']],
    ['behind delays', guarded('delay 1 day\n  delay 2 days\n  send hel$0lo'), ['after 2 days', 'expect sent hello']],
    ['in a branch', guarded('if contact.points > 10 { delay 1 day } else { delay 2 days as l$0onger }'), ['points: 10']],
    ['in the other branch', guarded('if contact.points > 10 { delay 1 day as l$0onger }'), ['points: 11']],
    ['behind `else if`', guarded('if contact has #vip { delay 1 day } else if contact.market == export { delay 2 d$0ays }'), ['market: export']],
    ['under several conditions', guarded('if contact has #vip and not (contact.country in [DE, AT]) and contact.name exists and contact.name starts with "S" { de$0lay 1 day }'), ['tag #vip', 'name: "S"']],
    ['when the event came', guarded('wait for asked where asked.about == "tea" up to 7 days { delay 1 d$0ay }'), ['asked(about: "tea")']],
    ['when it did not', guarded('wait for asked up to 7 days { delay 1 day } else { delay 2 d$0ays }'), ['after 7 days']],
    ['in the second of several arms', guarded('wait up to 3 days {\n on asked where asked.about == "tea" { delay 1 day }\n on asked { delay 2 d$0ays }\n}'), ['after 1 hour']],
    ['when a condition becomes true', guarded('wait until contact.points >= 100 up to 7 days { delay 1 d$0ay }'), ['contact(points: 100)']],
    ['in an arm of a split', guarded('split half { 50% one { delay 1 day } 50% two { delay 2 d$0ays } }'), ['take two of half']],
    ['in an arm of a match', guarded('match contact.market { domestic { delay 1 day } export { delay 2 d$0ays } }'), ['market: export']],
    ['in the other arms of a match', guarded('match contact.country { DE, AT { delay 1 day } else { delay 2 d$0ays } }'), ['country: FR']],
    ['when a message is not sent', guarded('send hello else { delay 1 d$0ay }'), ['fail send hello']],
    ['by what an action answers', guarded('call make_coupon(percent: 10%) as coupon\n  if coupon.code == "A" { delay 1 d$0ay }'), ['answer make_coupon with (code: "A")']],
    ['by what happened before', guarded('if any asked where asked.about == "tea" in last 30 days { delay 1 d$0ay }'), ['asked(about: "tea")\n  after 1 day']],
    ['by what happened meanwhile', guarded('delay 3 days\n  if any asked since start { delay 1 d$0ay }'), ['asked(about: "text")\n  after 3 days']],
    ['by a number of events', guarded('if count of asked ever >= 2 { delay 1 d$0ay }'), ['asked(about: "text")\n  asked(about: "text")']],
    ['by the start', journey('start on bought where contact.email exists\n  start on tag #vip', 'if started by #vip { delay 1 d$0ay }'), ['  tag #vip']],
    ['in a round', guarded('repeat up to 3 times until any asked since start { delay 1 d$0ay }'), ['waiting at "delay"']],
    ['behind all rounds', guarded('repeat up to 3 times { delay 1 day }\n  delay 2 days as l$0ater'), ['after 1 day\n  after 1 day\n  after 1 day']],
    ['behind an exit that must not hold', journey('start manually\n  exit when not contact.opted_in', 'delay 1 d$0ay'), ['opted_in: true']],
    ['started by a value that changes', journey('start on change contact.points', 'if contact.points > 3 { delay 1 d$0ay }'), ['contact(points: 4)']],
    ['started by a segment', journey('start on enter fans', 'delay 1 d$0ay'), ['bought(']],
    ['started by a schedule', journey('start every monday at 09:00 for fans', 'delay 1 d$0ay'), ['after 7 days']],
    ['started by a date', journey('start at 2026-11-27 08:00 for fans', 'delay 1 d$0ay'), []],
    ['with a payload that is compared', journey('start on bought where bought.total > 100 EUR', 'delay 1 d$0ay'), ['total: 101 EUR']],
    ['with two payloads that are the same', journey('start on bought key bought.order', 'wait for asked where asked.about == bought.order forever { delay 1 d$0ay }'), ['asked(about: "text")']],
    ['sent by day', guarded('delay 14 hours\n  send hel$0lo'), ['at 10:00\n  expect sent hello']],
    ['in Persian', `${HEAD}journey خوش‌آمد "خوش آمدید 🎉" {\n  start manually\n  delay 1 day as در$0نگ\n}\n`, ['خوش آمدید 🎉: درنگ']],
  ] // biome-ignore format: a table
  test.each(cases)('%s', (_, source, holds) => {
    const { passes, reaches, scenario } = run(source)
    for (const part of holds) expect(scenario).toContain(part)
    expect({ passes, reaches }, scenario).toEqual({ passes: true, reaches: true })
  })
})

test('a title is given once', () => {
  const source = guarded('delay 1 day as p$0ause')
  const twice = source + written(source).scenario
  expect(written(twice).scenario).toContain('scenario "J: pause (2)" for j')
})

test('it begins in the zone of the project', () => {
  expect(written(guarded('delay 1 d$0ay')).scenario).toContain('in "Europe/Berlin"')
})

test('what can not be told in a scenario leaves one that compiles', () => {
  const source = `import { sent } from "std/events"\n${journey('start on enter quiet', 'delay 1 d$0ay')}segment quiet = count of sent ever >= 3\n`
  const { after, path } = written(source)
  const { snapshot } = marked(`//- /${path}\n${after}`)
  expect(wholePart(snapshot, [path])?.scenarios).toHaveLength(1)
})
