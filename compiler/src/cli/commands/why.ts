import { existsSync } from 'node:fs'
import { didYouMean } from '../../diagnostics/suggest.ts'
import type { Story } from '../../site/story/story.ts'
import { command } from '../command.ts'
import { DATA_OPTION, dataPath, withData } from '../data-file.ts'
import { Failure } from '../failure.ts'
import { visible } from '../report/visible.ts'
import { STATUS } from '../status.ts'

export const why = command({
  name: 'why',
  summary: 'Tell why a contact is where it is',
  operands: { placeholder: 'CONTACT', least: 1, most: 1 },
  options: {
    data: DATA_OPTION,
    journey: { kind: 'text', placeholder: 'NAME', description: 'Only what happened in this journey' },
    all: { kind: 'flag', description: 'Tell the runs that are over step by step, too' },
    format: { kind: 'choice', choices: ['pretty', 'json'], default: 'pretty', description: 'How to tell it' },
  },
  notes: [
    [
      'What it came in by, which way it went and on which facts, what was sent or held back and why, what it waits for,',
      'what would move it on, and which goals are left. Times are those of the contact. A server may go on meanwhile.',
    ].join('\n'),
  ],
  examples: [
    { line: 'why sara --data shop.db', does: 'the journeys that sara is in, step by step' },
    { line: 'why sara --data shop.db --journey welcome --all', does: 'all that happened in one journey' },
  ],
  async run({ operands, options }, terminal) {
    const [contact] = operands as [string]
    const path = dataPath(options.data, 'why', terminal)
    if (!existsSync(path)) throw new Failure(`There is no file "${options.data}".`)
    const [{ loadBundle, unwrap }, reader, { tellStory }] = await Promise.all([
      import('@journey-lang/runtime'),
      withData(({ openReader }) => openReader(path)),
      import('../../site/story/tell-story.ts'),
    ])
    try {
      const [latest] = reader.deployments()
      if (latest === undefined) throw new Failure(`"${options.data}" has no journeys yet.`)
      const story = tellStory(contact, { reader, bundle: unwrap(loadBundle(latest.bundle)), now: Date.now() })
      if (story === undefined) {
        throw new Failure(
          `There is no contact "${visible(contact)}" in "${options.data}".${similar(contact, reader)}`,
        )
      }
      const told =
        options.journey === undefined
          ? story
          : ofJourney(story, options.journey, Object.keys(latest.bundle.journeys))
      if (options.format === 'json') terminal.out(`${JSON.stringify(told, undefined, 2)}\n`)
      else {
        const { storyText } = await import('../why/story-text.ts')
        const { width } = terminal
        terminal.out(
          storyText(told, { style: terminal.style.out, width, all: options.all, journey: options.journey }),
        )
      }
      return STATUS.clean
    } finally {
      reader.close()
    }
  },
})

function ofJourney(story: Story, journey: string, known: readonly string[]): Story {
  const chapters = story.chapters.filter((chapter) => chapter.journey === journey)
  if (chapters.length > 0 || known.includes(journey)) return { ...story, chapters }
  throw new Failure(`There is no journey "${journey}".${didYouMean(journey, known)}`)
}

/** How many ids are looked at for one that may be meant. */
const LOOKED_AT = 1000

/** Contacts whose ids begin alike, or are nearly the same. */
function similar(contact: string, reader: import('@journey-lang/runtime/service').StoreReader): string {
  const { items } = reader.contacts({ limit: LOOKED_AT, prefix: contact.slice(0, 1) })
  return didYouMean(
    contact,
    items.map(({ id }) => id),
  )
}
