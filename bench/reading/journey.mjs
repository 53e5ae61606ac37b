import { compile, memoryHost, messageOf, parse } from '@journey-lang/compiler'
import { journeyTexts, sizeOf } from './texts.mjs'

/** Reading alone: lexer and parser. */
export function parseContender() {
  const { files, paths } = journeyTexts()
  const size = sizeOf(
    paths.map((path) => files[path]),
    countTokens,
  )
  return { name: 'journey: lex + parse', size, run: () => paths.map((path) => parse(path, files[path])) }
}

/** The full check: what `journey check` does, without the disk. */
export function checkContender() {
  const { files, paths } = journeyTexts()
  const host = memoryHost(files)
  const run = () => compile(host, paths)
  const [problem] = run().diagnostics
  if (problem !== undefined) throw new Error(`The benchmark is wrong: ${problem.file}: ${messageOf(problem)}`)
  return { name: 'journey: full check', run }
}

/** Words, marks, quantities and texts outside of comments. What stands in the holes of a text is part of it. */
function countTokens(text) {
  const tokens =
    /\/\/[^\n]*|"(?:\\.|\{[^{}\n]*\}|[^"\\{\n])*"|\d{4}-\d\d-\d\d[ \t]+\d\d:\d\d|[\d_.]+(?:%|[ \t]+(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|[A-Z]{3})\b)*|#?[\p{L}_][\p{L}\p{M}\p{Nd}_]*|\?\?|[=!<>]=|\S/gu
  let count = 0
  for (const [token] of text.matchAll(tokens)) if (!token.startsWith('//')) count++
  return count
}
