import { readFileSync } from 'node:fs'
import { reference } from '../measure/reference.mjs'
import { journeyTexts } from './texts.mjs'

/**
 * Langium's parser, with a grammar of the same language, on the same files. It builds a tree without looking into the
 * holes of texts. `undefined` where it is not installed.
 */
export async function langiumContender() {
  const { files, paths } = journeyTexts()
  const langium = await reference('langium/grammar', 'createServicesForGrammar')
  if (langium === undefined) return undefined
  const grammar = readFileSync(new URL('journey.langium', import.meta.url), 'utf8')
  const { parser } = await langium.createServicesForGrammar({ grammar })
  const read = () => paths.map((path) => parser.LangiumParser.parse(files[path]))
  const broken = read().findIndex(
    ({ lexerErrors, parserErrors }) => lexerErrors.length + parserErrors.length > 0,
  )
  if (broken >= 0) throw new Error(`The benchmark is wrong: Langium can't read ${paths[broken]}.`)
  return { name: 'Langium: parse', run: read }
}
