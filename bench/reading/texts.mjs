import { countLines, journeyProject } from '../text/journey-project.mjs'
import { typescriptProject } from '../text/typescript-project.mjs'

/** The project that is read: texts by path, and the paths of the `.journey` files among them. */
export function journeyTexts() {
  const files = journeyProject()
  return { files, paths: Object.keys(files).filter((path) => path.endsWith('.journey')) }
}

/** TypeScript by path, in files of the same sizes. */
export function typescriptTexts() {
  const { files, paths } = journeyTexts()
  return typescriptProject(paths.map((path) => files[path].length))
}

/** How large texts are. `count` counts the tokens of one. */
export function sizeOf(texts, count) {
  const sum = (of) => texts.reduce((total, text) => total + of(text), 0)
  return {
    files: texts.length,
    lines: sum(countLines),
    characters: sum((text) => text.length),
    tokens: sum(count),
  }
}
