import { list, named, object, text, yesNo } from '../schema.ts'
import { operation } from './operation.ts'
import { gives, moment, timeOf } from './values.ts'

const deploymentSchema = named(
  'Deployment',
  object({
    hash: text({ description: 'SHA-256 of the graph.' }),
    at: moment('When it was put in place.'),
    current: yesNo({ description: 'Contacts who enter now go by this one.' }),
    journeys: list(object({ name: text(), version: text() })),
  }),
)

export const deploymentOperations = [
  operation({
    id: 'listDeployments',
    method: 'get',
    path: '/v1/deployments',
    area: 'Versions',
    summary: 'List the graphs that were put in place, latest first',
    params: {},
    gives: gives('All of them.', object({ items: list(deploymentSchema) })),
    fails: [],
    run(_, { engine }) {
      const items = engine.reader.deployments().map(({ hash, at, versions }, index) => ({
        hash,
        at: timeOf(at),
        current: index === 0,
        journeys: Object.entries(versions).map(([name, version]) => ({ name, version })),
      }))
      return { status: 200, body: { items } }
    },
  }),
]
