import type { MigrationPlan } from '../../../core/migration/plan.ts'
import { HttpProblem } from '../problem.ts'
import { integer, list, mapOf, named, object, oneOf, optional, type TypeOf, text, yesNo } from '../schema.ts'
import { operation } from './operation.ts'
import { gives } from './values.ts'

const count = (description: string) => integer({ description, minimum: 0 })

const planSchema = named(
  'MigrationPlan',
  object({
    steps: list(
      object({
        journey: text(),
        version: text({ description: 'The version that the runs are on.' }),
        node: optional(text({ description: 'Where they stand. Absent when they have no step any more.' })),
        fate: text({
          description:
            'What becomes of them: `stays` where it stands, `arrives` at another step, `finishes`, `over` already, `in_flight` or `left` on its version for now, `unanswered` or `unknown_version`.',
        }),
        to: optional(text({ description: 'Where they stand afterwards.' })),
        runs: count('How many.'),
        atOnce: count('How many of them leave that step at once.'),
        lacks: mapOf(count('Runs that lack it.'), {
          description: 'Values that later steps read and that runs do not have.',
        }),
      }),
    ),
    totals: mapOf(count('Runs.'), { description: 'All runs that are not on the latest version, by fate.' }),
    atOnce: count('Of all of them, those that leave their step at once.'),
  }),
)

function planView({ steps, totals, atOnce }: MigrationPlan): TypeOf<typeof planSchema> {
  return { steps: steps.map(({ hash, ...step }) => ({ ...step, version: hash })), totals, atOnce }
}

export const migrationOperations = [
  operation({
    id: 'migrate',
    method: 'post',
    path: '/v1/migrations',
    area: 'Versions',
    summary: 'Take runs to the latest version of their journeys',
    description:
      'All of them in one transaction, or none: when runs stand at a step that is gone and no `moved` says where they go on, nothing is done. Ask with `dryRun` first. While it writes, reading is answered as it was before, what is posted waits, and nothing is sent.',
    params: {},
    body: object({
      dryRun: yesNo({ description: '`true`: only tells what would become of them.' }),
      journey: optional(text({ description: 'Only the runs of this one. Default: of all.' })),
    }),
    gives: gives('What becomes of them.', object({ outcome: oneOf(['planned', 'done']), plan: planSchema })),
    fails: ['not_found', 'conflict'],
    example: { body: { dryRun: true } },
    async run({ body: { dryRun, journey } }, { engine }) {
      if (journey !== undefined && !engine.bundle.journeys.has(journey)) {
        throw new HttpProblem('not_found', `There is no journey "${journey}".`)
      }
      const { outcome, plan } = await engine.migrate({ dryRun, ...(journey !== undefined && { journey }) })
      if (outcome !== 'refused') return { status: 200, body: { outcome, plan: planView(plan) } }
      throw new HttpProblem(
        'conflict',
        'Runs stand at steps that are gone, and nothing says where they go on. Nobody was moved. Say it with "moved".',
        { fields: { plan: planView(plan) } },
      )
    },
  }),
]
