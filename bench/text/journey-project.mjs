import { fileName, JourneyFile } from './journey-file.mjs'
import { seeded } from './random.mjs'
import { SHOP, TEMPLATES } from './shop.mjs'
import { areas, topics } from './words.mjs'

const LINES = 20_000
export const SEED = 20_261

/**
 * A project as a chain of shops would have it: one file that all share, and one for each journey, with its messages
 * and scenarios. It has no mistakes. It ends with the first of so many lines or journeys. Returns texts by path, the `.journey` ones and the templates of mails.
 */
export function journeyProject({ lines = LINES, journeys = Number.POSITIVE_INFINITY, seed = SEED } = {}) {
  const random = seeded(seed)
  const files = sharedFiles()
  let written = countLines(SHOP)
  let count = 0
  for (const [topic, area] of subjects()) {
    if (written >= lines || count++ >= journeys) break
    const text = new JourneyFile(random, topic, area).text()
    files[`${area}/${fileName(topic)}`] = text
    written += countLines(text)
  }
  return files
}

/** What all share: declarations, and templates of mails. */
export function sharedFiles() {
  const templates = TEMPLATES.map((path) => [path, 'Hello {{ contact.name }}, have a good day.\n'])
  return { 'shop.journey': SHOP, ...Object.fromEntries(templates) }
}

/** What journeys are about, without an end: every topic in every area, and then again with a number. */
export function* subjects() {
  for (let round = 1; ; round++) {
    const numbered = (topic) => (round === 1 ? topic : `${topic}_${round}`)
    for (const topic of topics) for (const area of areas) yield [numbered(topic), area]
  }
}

export const countLines = (text) => text.split('\n').length - 1
