import { fileName, JourneyFile } from './journey-file.mjs'
import { countLines, SEED, sharedFiles, subjects } from './journey-project.mjs'
import { seeded } from './random.mjs'
import { areas, title } from './words.mjs'

/**
 * A large project as a team keeps it: what all share, a file for each area with what its journeys share, journeys with
 * their messages, and most scenarios in files of their own. It has no mistakes, and just so many files; the lines are
 * as many as these take, or a few more. Returns texts by path.
 */
export function workspaceProject({ files = 1_000, lines = 100_000, seed = SEED } = {}) {
  const random = seeded(seed)
  const texts = sharedFiles()
  for (const area of areas) texts[`${area}/area.journey`] = areaText(area)
  let count = 0
  let written = 0
  const put = (path, text) => {
    texts[path] = text
    count++
    written += countLines(text)
  }
  for (const path of Object.keys(texts).filter((one) => one.endsWith('.journey'))) put(path, texts[path])
  for (const [topic, area] of subjects()) {
    if (count >= files) break
    const file = new JourneyFile(random, topic, area, { sharing: true })
    const path = `${area}/${fileName(topic)}`
    // As many lines for a file as there should be in the whole.
    const isLong = (files - count) * (lines / files) < lines - written
    if (isLong || count + 2 > files) put(path, file.text())
    else {
      put(path, file.journeyText())
      put(path.replace('.journey', '.scenarios.journey'), file.scenariosText())
    }
  }
  return texts
}

const areaText = (area) => `import { order_placed } from "../shop.journey"

/// Asked for more of it.
tag ${area}_fan "${title(area)}: a fan"

/// They come back without being asked to.
segment ${area}_regulars "${title(area)}: regulars" =
  contact has #${area}_fan or any order_placed in last 90 days
`
