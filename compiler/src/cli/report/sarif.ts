import { catalog } from '../../diagnostics/catalog/index.ts'
import type { Severity } from '../../diagnostics/definition.ts'
import { type DiagnosticName, definitionOf } from '../../diagnostics/diagnostic.ts'
import { pages } from '../../pages/index.ts'
import { pageText, titleOf } from '../../pages/page-text.ts'
import { version } from '../version.ts'
import type { JsonDiagnostic, JsonRange } from './json.ts'
import type { Report } from './report.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const SITE = 'https://journey-lang.dev'

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', hint: 'note' }

/**
 * A report in the Static Analysis Results Interchange Format 2.1.0, for code scanning and editors.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/
 */
export function sarifReport({ diagnostics, files }: Report): object {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const driver = {
    name: 'journey',
    version: version(),
    semanticVersion: version(),
    informationUri: SITE,
    rules: codes.map(ruleOf),
  }
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    artifacts: files.map((file) => ({ location: artifactLocation(file), roles: ['analysisTarget'] })),
    results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes.indexOf(diagnostic.code))),
  }
  return { $schema: SCHEMA, version: '2.1.0', runs: [run] }
}

const namesByCode = new Map(
  (Object.keys(catalog) as DiagnosticName[]).map((name) => [definitionOf(name).code as string, name]),
)

function ruleOf(code: string): object {
  const name = namesByCode.get(code)!
  const why = pages[name].why.replace(/\s+/g, ' ').trim()
  return {
    id: code,
    name,
    shortDescription: { text: `${titleOf(name)}.` },
    fullDescription: { text: why },
    help: { text: why, markdown: pageText(name) },
    helpUri: `${SITE}/diagnostics/${code}`,
    defaultConfiguration: { level: LEVELS[definitionOf(name).severity] },
  }
}

function resultOf(
  { code, severity, message, file, range, related, fixes }: JsonDiagnostic,
  ruleIndex: number,
) {
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(file, range) }],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        physicalLocation: physicalLocation(place.file, place.range),
        message: { text: place.message },
      })),
    }),
    ...(fixes.length > 0 && { fixes: fixes.map(fixOf) }),
  }
}

function fixOf({ title, edits }: JsonDiagnostic['fixes'][number]) {
  const changes = [...Map.groupBy(edits, ({ file }) => file)].map(([file, ofFile]) => ({
    artifactLocation: artifactLocation(file),
    replacements: ofFile.map(({ range, newText }) => ({
      deletedRegion: regionOf(range),
      insertedContent: { text: newText },
    })),
  }))
  return { description: { text: title }, artifactChanges: changes }
}

function physicalLocation(file: string, range: JsonRange) {
  return { artifactLocation: artifactLocation(file), region: regionOf(range) }
}

function artifactLocation(file: string): { uri: string } {
  // Relative to where the check ran. `encodeURI` leaves alone what ends a scheme and begins a query or a fragment.
  return { uri: encodeURI(file.toWellFormed()).replace(/[?#:]/g, encodeURIComponent) }
}

function regionOf({ start, end }: JsonRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column }
}
