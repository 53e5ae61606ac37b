/** The story on docs/why.md is what comes of the journey and the log above it. */
import { readEventLog } from '@journey-lang/runtime'
import { expect, test } from 'vitest'
import { PLAIN } from '../compiler/src/cli/style.ts'
import { storyText } from '../compiler/src/cli/why/story-text.ts'
import { tellStory } from '../compiler/src/site/story/tell-story.ts'
import { Lab, moment } from '../compiler/test/site/lab.ts'
import { blocksOf } from './test/pages.ts'

const blocks = blocksOf().filter(({ page }) => page === 'docs/why.md')
const fileOf = (name: string) => blocks.find(({ directives }) => directives.file === name)!.text
const shown = blocks.find(({ language }) => language === 'text')!.text

test('the story is what the command tells of this log', async () => {
  const source = fileOf('welcome.journey')
  const { inputs, problems } = readEventLog(fileOf('events.jsonl'))
  expect(problems).toEqual([])
  const lab = new Lab(source, '2026-03-01T00:00:00+01:00')
  for (const input of inputs) {
    await lab.until(new Date(input.at!).toISOString())
    await lab.post(input)
  }
  await lab.until('2026-03-12T09:30:00+01:00')
  expect(lab.now).toBe(moment('2026-03-12T09:30:00+01:00'))
  const story = tellStory('sara', { reader: lab.reader, bundle: lab.bundle, now: lab.now })!
  expect(storyText(story, { style: PLAIN, width: 100, all: false })).toBe(shown)
})
