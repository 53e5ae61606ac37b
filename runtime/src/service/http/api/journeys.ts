import type { Bundle, Journey, Statistics } from '../../../graph/format.ts'
import { HttpProblem } from '../problem.ts'
import { integer, list, mapOf, named, object, optional, type TypeOf, text, yesNo } from '../schema.ts'
import { idGiven, momentGiven, takeOne } from './inputs.ts'
import { type ApiContext, operation } from './operation.ts'
import { givenMoment, gives, name, pageOf, pageRequest, paging, receipt, STANDING_PATTERN } from './values.ts'
import { runSchema, runView } from './views.ts'

const area = 'Journeys'
const journeyName = text({ description: 'The name of the journey.' })
const count = (description: string) => integer({ description, minimum: 0 })

const journeySchema = named(
  'Journey',
  object({
    name: journeyName,
    title: optional(text()),
    doc: optional(text()),
    version: text({ description: 'Hash of the version that contacts enter now.' }),
    gone: optional(
      yesNo({
        description:
          'It is not deployed any more: nobody comes in, and those who are inside go on. What is told is its last version. Absent: it is.',
      }),
    ),
    starts: list(text(), { description: 'Its starting points.' }),
    byHand: yesNo({ description: 'It has a `start manually`.' }),
    goals: list(text()),
    exits: list(text()),
    steps: list(object({ node: text(), kind: text(), stage: optional(text()) })),
  }),
)

const goalCounts = mapOf(count('Runs that reached it.'))
const statisticsSchema = named(
  'JourneyStatistics',
  object({
    entered: count('Runs that came in.'),
    refused: count('Entries that were turned away.'),
    missed: optional(count('Starts by time that nobody was there to act on. Absent: none.')),
    finished: count('Runs that finished.'),
    exited: count('Runs that an exit ended.'),
    goals: goalCounts,
    heldOut: optional(object({ entered: count('Runs that were held out.'), goals: goalCounts })),
    nodes: mapOf(
      object({
        entered: count('How often a run came to the step.'),
        waiting: count('Runs that are at the step now.'),
        passed: mapOf(count('How often a run left it along this way.')),
      }),
    ),
  }),
)

function viewOf(name: string, journey: Journey, gone?: true): TypeOf<typeof journeySchema> {
  const { title, doc, hash, starts, goals, exits, nodes } = journey
  return {
    name,
    ...(title !== undefined && { title }),
    ...(doc !== undefined && { doc }),
    version: hash,
    ...(gone && { gone }),
    starts: starts.map(({ id }) => id),
    byHand: starts.some(({ on }) => 'manually' in on),
    goals: Object.keys(goals),
    exits: exits.map(({ id }) => id),
    steps: Object.entries(nodes).map(([node, { kind, stage }]) => ({
      node,
      kind,
      ...(stage !== undefined && { stage }),
    })),
  }
}

const journeysOf = ({ engine }: ApiContext): Bundle['journeys'] => engine.bundle.source.journeys

function unknownJourney(name: string, journeys: Bundle['journeys']): HttpProblem {
  const known = Object.keys(journeys).join(', ')
  return new HttpProblem('not_found', `There is no journey "${name}". There are: ${known}.`)
}

/** The last version of a journey that is not deployed any more. */
function goneJourney(name: string, { engine }: ApiContext): Journey | undefined {
  const last = engine.reader.deployments().find(({ versions }) => Object.hasOwn(versions, name))
  return last?.bundle.journeys[name]
}

/** Journeys that are not deployed any more and have somebody inside, in order of their names. */
function goneJourneys(context: ApiContext): [name: string, journey: Journey][] {
  const deployed = journeysOf(context)
  const left = context.engine.reader
    .versions()
    .filter(({ journey, live }) => live > 0 && !Object.hasOwn(deployed, journey))
  const names = [...new Set(left.map(({ journey }) => journey))].sort()
  return names.flatMap((name) => {
    const journey = goneJourney(name, context)
    return journey === undefined ? [] : [[name, journey] as [string, Journey]]
  })
}

/** A journey that contacts can come into. */
function journeyNamed(name: string, context: ApiContext): Journey {
  const journeys = journeysOf(context)
  if (!Object.hasOwn(journeys, name)) throw unknownJourney(name, journeys)
  return journeys[name]!
}

/** The counts of a journey, also of one that only earlier versions have. */
function statisticsOf(name: string, context: ApiContext): Statistics['journeys'][string] {
  const { journeys } = context.engine.reader.statistics()
  if (!Object.hasOwn(journeys, name)) throw unknownJourney(name, journeysOf(context))
  return journeys[name]!
}

export const journeyOperations = [
  operation({
    id: 'listJourneys',
    method: 'get',
    path: '/v1/journeys',
    area,
    summary: 'List the journeys',
    description: 'Those that are deployed, and then those that are gone and have somebody inside.',
    params: {},
    gives: gives('All journeys.', object({ items: list(journeySchema) })),
    fails: [],
    run: (_, context) => ({
      status: 200,
      body: {
        items: [
          ...Object.entries(journeysOf(context)).map(([name, one]) => viewOf(name, one)),
          ...goneJourneys(context).map(([name, one]) => viewOf(name, one, true)),
        ],
      },
    }),
  }),
  operation({
    id: 'getJourney',
    method: 'get',
    path: '/v1/journeys/{name}',
    area,
    summary: 'Read about a journey',
    params: { name: journeyName },
    gives: gives('The journey.', journeySchema),
    fails: ['not_found'],
    run({ params: { name } }, context) {
      const gone = Object.hasOwn(journeysOf(context), name) ? undefined : goneJourney(name, context)
      return {
        status: 200,
        body: gone ? viewOf(name, gone, true) : viewOf(name, journeyNamed(name, context)),
      }
    },
  }),
  operation({
    id: 'startJourney',
    method: 'post',
    path: '/v1/journeys/{name}/starts',
    area,
    summary: 'Start a journey by hand',
    description:
      'Brings a contact into a journey that has a `start manually`. Its conditions, its entry rule and its exits decide whether the contact comes in; if not, `problems` say why.',
    params: { name: journeyName },
    body: object({
      contact: name('Who comes in.'),
      id: optional(name('By which a repeated request is known.')),
      at: optional(givenMoment('When.')),
    }),
    idempotent: true,
    gives: gives('What became of it.', receipt),
    fails: ['not_found', 'refused'],
    example: { body: { contact: 'sara' } },
    run({ params, body, idempotencyKey }, context) {
      journeyNamed(params.name, context)
      const { contact, id, at } = body
      return takeOne(
        {
          kind: 'start',
          journey: params.name,
          contact,
          at: momentGiven(at, context),
          ...idGiven(id, idempotencyKey),
        },
        context,
      )
    },
  }),
  operation({
    id: 'getStatistics',
    method: 'get',
    path: '/v1/statistics',
    area,
    summary: 'Read the counts of all journeys',
    description: 'In the form that `journey graph --stats` draws into a diagram.',
    params: {},
    gives: gives('The counts.', object({ journeys: mapOf(statisticsSchema) })),
    fails: [],
    run: (_, { engine }) => ({ status: 200, body: engine.reader.statistics() }),
  }),
  operation({
    id: 'getJourneyStatistics',
    method: 'get',
    path: '/v1/journeys/{name}/statistics',
    area,
    summary: 'Read the counts of a journey',
    params: { name: journeyName },
    gives: gives('The counts, of all its versions together.', statisticsSchema),
    fails: ['not_found'],
    run: ({ params }, context) => ({ status: 200, body: statisticsOf(params.name, context) }),
  }),
  operation({
    id: 'listContactsAtStep',
    method: 'get',
    path: '/v1/journeys/{name}/steps/{node}/contacts',
    area,
    summary: 'List who stands at a step, longest first',
    params: {
      name: journeyName,
      node: text({ description: 'The step.' }),
      ...paging,
      after: optional(
        text({
          description: 'Where the part begins: the `next` of the part before.',
          pattern: STANDING_PATTERN,
        }),
      ),
    },
    gives: gives('A part of the list.', pageOf(object({ contact: text(), run: runSchema }))),
    fails: ['not_found'],
    run({ params }, context) {
      const { name, node } = params
      const { nodes } = statisticsOf(name, context)
      if (!Object.hasOwn(nodes, node)) {
        const known = Object.keys(nodes).map((one) => `"${one}"`)
        throw new HttpProblem('not_found', `"${name}" has no step "${node}". Its steps: ${known.join(', ')}.`)
      }
      const { engine } = context
      const page = engine.reader.standingAt(name, node, pageRequest(params))
      const items = page.items.map(({ contact, run }) => ({
        contact,
        run: runView(run, engine.bundle.source, engine.reader),
      }))
      return { status: 200, body: { ...page, items } }
    },
  }),
]
