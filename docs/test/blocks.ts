/** Reads the fenced blocks of a Markdown page, with the directives that stand in a comment before them. */

/** One fenced block. */
export interface Block {
  /** The page, relative to the root of the repository. */
  page: string
  /** Line of the opening fence, from 1. */
  line: number
  /** The word after the fence: `journey`, `json`, `sh` … */
  language: string
  text: string
  /** From a comment right before the block: `<!-- in: steps; reports: J4012 -->`. */
  directives: Readonly<Record<string, string>>
}

const FENCE = /^(```+)([\w-]*)\s*$/
const DIRECTIVES = /^<!--\s*(\w+:.*?)\s*-->$/

/** All blocks of a page, in order. Throws for a block that is never closed. */
export function readBlocks(page: string, markdown: string): Block[] {
  const lines = markdown.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const fence = FENCE.exec(lines[at]!)
    if (!fence) continue
    const end = lines.indexOf(fence[1]!, at + 1)
    if (end < 0) throw new Error(`${page}:${at + 1}: this block is never closed`)
    const comment = DIRECTIVES.exec(lines[at - 1] ?? '')?.[1]
    blocks.push({
      page,
      line: at + 1,
      language: fence[2]!,
      text: `${lines.slice(at + 1, end).join('\n')}\n`,
      directives: comment === undefined ? {} : readDirectives(comment),
    })
    at = end
  }
  return blocks
}

function readDirectives(comment: string): Record<string, string> {
  return Object.fromEntries(
    comment.split(';').map((part) => {
      const colon = part.indexOf(':')
      return [part.slice(0, colon).trim(), part.slice(colon + 1).trim()]
    }),
  )
}

/** Where a block stands, as the name of a test. */
export function placeOf({ page, line }: Block): string {
  return `${page}:${line}`
}
