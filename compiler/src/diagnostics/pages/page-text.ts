import { type DiagnosticName, definitionOf, messageOf } from '../diagnostic.ts'
import { pages } from './index.ts'
import { type Example, filesOf, MAIN_FILE } from './page.ts'
import { tryExample } from './try-example.ts'

/**
 * The page about a diagnostic, as Markdown. The message that it shows is what the compiler says about the wrong
 * example.
 */
export function pageText(name: DiagnosticName): string {
  const { code, severity } = definitionOf(name)
  const { why, wrong, right } = pages[name]
  return `${[
    `# ${code}: ${titleOf(name)}`,
    `*${severity}* · \`${name}\``,
    `> ${visible(exampleMessage(name))}`,
    oneLine(why),
    '## Wrong',
    ...exampleParts(wrong),
    '## Right',
    ...exampleParts(right),
  ].join('\n\n')}\n`
}

/** The name of a diagnostic in words. */
export function titleOf(name: DiagnosticName): string {
  const words = name.replaceAll('-', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

/** What the compiler says about the wrong example of a diagnostic. */
export function exampleMessage(name: DiagnosticName): string {
  const found = tryExample(pages[name].wrong).diagnostics.find((diagnostic) => diagnostic.name === name)
  return found ? messageOf(found) : ''
}

function exampleParts(example: Example): string[] {
  return Object.entries(filesOf(example)).flatMap(([path, file]) => {
    const text = typeof file === 'string' ? file : file.latin1
    const encoding = typeof file === 'string' ? '' : ', saved as ISO 8859-1 and not as UTF-8'
    const block = `\`\`\`${path.slice(path.lastIndexOf('.') + 1)}\n${shortened(visible(text))}\`\`\``
    return path === MAIN_FILE ? [block] : [`\`${path}\`${encoding}:`, block]
  })
}

/** Invisible characters that change the order of others are shown by their code: here nothing is to be hidden. */
function visible(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => `‹U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}›`,
  )
}

/** Of lines that are there to be too long, the beginning and the end. */
function shortened(text: string): string {
  return text.replace(/^(.{60}).{80,}(.{30})$/gm, '$1 … $2')
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
