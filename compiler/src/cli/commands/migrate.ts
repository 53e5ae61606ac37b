import { command } from '../command.ts'
import { DATA_OPTION, dataPath, withData } from '../data-file.ts'
import { Failure } from '../failure.ts'
import { readServedGraph } from '../served-graph.ts'
import { STATUS } from '../status.ts'

export const migrate = command({
  name: 'migrate',
  summary: 'Take contacts to the latest versions of the journeys that they are in',
  operands: { placeholder: '[GRAPH.json|PATH…]', least: 0, most: Number.POSITIVE_INFINITY },
  options: {
    data: DATA_OPTION,
    'dry-run': { kind: 'flag', description: 'Only tell what would become of them, also beside a server' },
    journey: { kind: 'text', placeholder: 'NAME', description: 'Only runs of this journey' },
    format: { kind: 'choice', choices: ['pretty', 'json'], default: 'pretty', description: 'How to tell it' },
  },
  notes: [
    [
      'With a graph or sources, these are put in place in the same transaction. Without, it is about the graph that the',
      'server was started with last. All runs are migrated, or none: when a step is gone and no "moved" says where its runs',
      'go on, nothing is changed, and the lines that are missing are printed. See docs/migration.md.',
    ].join('\n'),
  ],
  examples: [
    { line: 'migrate out/graph.json --data shop.db --dry-run', does: 'what would happen, beside the server' },
    { line: 'migrate out/graph.json --data shop.db', does: 'do it, while the server is stopped' },
  ],
  async run({ operands, options }, terminal) {
    const data = dataPath(options.data, 'migrate', terminal)
    const graph = operands.length === 0 ? undefined : await readServedGraph('migrate', operands, terminal)
    if (operands.length > 0 && graph === undefined) return STATUS.findings
    const now = Date.now()
    const { journey } = options
    const { migration, before } = await withData(async ({ migrateFile, openReader, StoreError }) => {
      const reader = openReader(data)
      const before = reader.deployments().map(({ bundle }) => bundle)
      reader.close()
      if (before.length === 0)
        throw new Failure('There are no journeys in this file yet: nothing to migrate.')
      const latest = graph?.bundle ?? before[0]!
      if (
        journey !== undefined &&
        ![latest, ...before].some(({ journeys }) => Object.hasOwn(journeys, journey))
      )
        throw new Failure(`There is no journey "${journey}".`)
      const request = { data, now, dryRun: options['dry-run'], ...(journey !== undefined && { journey }) }
      try {
        return { migration: await migrateFile({ ...request, ...graph }), before }
      } catch (error) {
        if (!(error instanceof StoreError) || error.kind !== 'in_use') throw error
        throw new Failure(
          `${error.message} Look with --dry-run what would happen, which works beside the server; then stop it, migrate, and start it with the new graph.`,
        )
      }
    })
    const [{ missingMoves }, { outcomeText, planText }] = await Promise.all([
      import('../migrate/answers.ts'),
      import('../migrate/plan-text.ts'),
    ])
    const latest = graph?.bundle ?? before[0]!
    const moved = missingMoves(migration.plan, latest, before)
    const { unanswered, unknown_version } = migration.plan.totals
    const status = unanswered + unknown_version > 0 ? STATUS.findings : STATUS.clean
    if (options.format === 'json') {
      terminal.out(`${JSON.stringify({ ...migration, moved }, undefined, 2)}\n`)
      return status
    }
    const plan = planText(migration.plan, latest, terminal.style.out)
    const lines = moved.map((line) => `  ${line}\n`).join('')
    const answers = `Say where they go on: add these lines to a .journey file, with other steps if others are meant.\n\n${lines}`
    terminal.out(
      `${plan === '' ? '' : `${plan}\n`}${outcomeText(migration.plan, migration.outcome)}${moved.length > 0 ? answers : ''}`,
    )
    return status
  },
})
