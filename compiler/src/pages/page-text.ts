import { type DiagnosticName, definitionOf, messageOf } from '../diagnostics/diagnostic.ts'
import { exampleText } from './example-text.ts'
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
    fenced('text', `${exampleMessage(name)}\n`),
    prose(why),
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
    const encoding = typeof file === 'string' ? '' : ', saved as ISO 8859-1 and not as UTF-8'
    const block = fenced(path.slice(path.lastIndexOf('.') + 1), exampleText(file))
    return path === MAIN_FILE ? [block] : [`\`${path}\`${encoding}:`, block]
  })
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\`\`\``
}

/** On one line, with what Markdown would take for a tag or for emphasis as it is written. */
function prose(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[<*_`\\]/g, '\\$&')
}
