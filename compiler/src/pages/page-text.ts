import { type DiagnosticName, definitionOf, messageOf } from '../diagnostics/diagnostic.ts'
import { rules } from '../lint/rules/index.ts'
import { isLint, type LintName, levelOf } from '../lint/settings.ts'
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
    ...(isLint(name) ? configurationParts(name) : []),
  ].join('\n\n')}\n`
}

/** Where the page about a diagnostic stands, seen from the folder of the documentation. */
export function pagePath(name: DiagnosticName): string {
  return isLint(name) ? `lint/${name}.md` : `diagnostics/${definitionOf(name).code}.md`
}

/** How a project sets the rule, with all its options, and how a comment ignores one finding. */
function configurationParts(name: LintName): string[] {
  const level = levelOf(name, {})
  const rule = rules.find((one) => one.name === name)
  const options = Object.entries(rule?.options ?? {})
  const values = options.map(([option, value]) => `"${option}": ${value.default}`)
  const setting = values.length === 0 ? `"${level}"` : `["${level}", { ${values.join(', ')} }]`
  const table = options.map(
    ([option, { description, default: value, least }]) =>
      `| \`${option}\` | ${description} | ${value} | ${least} |\n`,
  )
  return [
    '## Configuration',
    'In `journey.config.json`, with a level of `error`, `warning`, `hint` or `off`. This is what holds without it:',
    fenced('json', `{ "lint": { "${name}": ${setting} } }\n`),
    ...(table.length === 0
      ? []
      : [`| Option | Meaning | Default | Least |\n|---|---|---|---|\n${table.join('').trimEnd()}`]),
    // What is wrong with a comment that ignores things can't be ignored by another one.
    ...(rule
      ? [
          'For one place, with a comment before it or at the end of its line:',
          fenced('text', `// journey-ignore ${name}: why it is right here\n`),
        ]
      : []),
  ]
}

/** The name of a diagnostic in words. */
export function titleOf(name: DiagnosticName): string {
  const words = name.replaceAll('-', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

/** What the compiler says about the wrong example of a diagnostic. */
export function exampleMessage(name: DiagnosticName): string {
  const found = tryExample(pages[name].wrong, { of: name }).diagnostics.find(
    (diagnostic) => diagnostic.name === name,
  )
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
