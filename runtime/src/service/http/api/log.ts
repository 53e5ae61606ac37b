import { optional, text } from '../schema.ts'
import { operation } from './operation.ts'
import { CURSOR_PATTERN, gives, pageOf, pageRequest, paging } from './values.ts'
import { logEntrySchema, logEntryView } from './views.ts'

export const logOperations = [
  operation({
    id: 'listLog',
    method: 'get',
    path: '/v1/log',
    area: 'Log',
    summary: 'Read what happened, oldest first',
    description:
      'Remember the last `seq` that you read and ask for what comes `after` it: so nothing is missed and nothing comes twice.',
    params: {
      ...paging,
      after: optional(
        text({
          description: 'A `seq`: what comes after it. Default: from the beginning.',
          pattern: CURSOR_PATTERN,
        }),
      ),
    },
    gives: gives('A part of the log.', pageOf(logEntrySchema)),
    fails: [],
    run({ params }, { engine }) {
      const page = engine.reader.log(pageRequest(params))
      return { status: 200, body: { ...page, items: page.items.map(logEntryView) } }
    },
  }),
]
