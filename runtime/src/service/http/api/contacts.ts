import type { ContactInput } from '../../../core/inputs.ts'
import { HttpProblem } from '../problem.ts'
import { list, object, optional, text } from '../schema.ts'
import { idGiven, momentGiven, takeOne } from './inputs.ts'
import { type ApiContext, operation } from './operation.ts'
import { givenMoment, givenValues, gives, name, pageOf, pageRequest, paging, receipt } from './values.ts'
import { contactSchema, contactView, logEntrySchema, logEntryView, runSchema, runView } from './views.ts'

const area = 'Contacts'
const id = name('Names the contact.')

/** What is known of a contact. Throws when it is not known. */
function knownContact(id: string, { engine }: ApiContext) {
  const contact = engine.reader.contact(id)
  if (contact === undefined) throw new HttpProblem('not_found', `Nothing is known of a contact "${id}".`)
  return contact
}

export const contactOperations = [
  operation({
    id: 'updateContact',
    method: 'patch',
    path: '/v1/contacts/{id}',
    area,
    summary: 'Tell what is known of a contact',
    description:
      'Sets what is given and leaves everything else as it is. A contact that is not known becomes known. A change may start journeys that listen to it; to import contacts without starting anything, post them as lines without `at`.',
    params: { id },
    body: object({
      attributes: optional(givenValues('Fields to set; `null` takes a value away. Others stay.')),
      tags: optional(list(text(), { description: 'All tags that the contact has from now on.' })),
      at: optional(givenMoment('When this became so.')),
    }),
    idempotent: true,
    gives: gives('What became of it.', receipt),
    fails: ['refused'],
    example: { body: { attributes: { name: 'Sara', email: 'sara@example.com' } } },
    run({ params, body, idempotencyKey }, context) {
      const { attributes, tags, at } = body
      return takeOne(
        {
          kind: 'contact',
          contact: params.id,
          at: momentGiven(at, context),
          ...idGiven(undefined, idempotencyKey),
          ...(attributes && { attributes: attributes as NonNullable<ContactInput['attributes']> }),
          ...(tags && { tags }),
        },
        context,
      )
    },
  }),
  operation({
    id: 'getContact',
    method: 'get',
    path: '/v1/contacts/{id}',
    area,
    summary: 'Read what is known of a contact',
    params: { id },
    gives: gives('The contact.', contactSchema),
    fails: ['not_found'],
    run: ({ params }, context) => ({ status: 200, body: contactView(knownContact(params.id, context)) }),
  }),
  operation({
    id: 'listContacts',
    method: 'get',
    path: '/v1/contacts',
    area,
    summary: 'List contacts, in order of their ids',
    params: {
      ...paging,
      after: optional(text({ description: 'An id: the part begins behind it.', maxLength: 1000 })),
      prefix: optional(text({ description: 'Only ids that begin so.', maxLength: 500 })),
    },
    gives: gives('A part of the list.', pageOf(contactSchema)),
    fails: [],
    run({ params }, { engine }) {
      const { prefix } = params
      const page = engine.reader.contacts({ ...pageRequest(params), ...(prefix !== undefined && { prefix }) })
      return { status: 200, body: { ...page, items: page.items.map(contactView) } }
    },
  }),
  operation({
    id: 'listRunsOfContact',
    method: 'get',
    path: '/v1/contacts/{id}/runs',
    area,
    summary: 'See where a contact is',
    description:
      'Its runs, in order of entry. Those that ended are listed as long as a goal can still be reached.',
    params: { id },
    gives: gives('The runs.', object({ items: list(runSchema) })),
    fails: ['not_found'],
    run({ params }, context) {
      const { runs } = knownContact(params.id, context)
      const { bundle, reader } = context.engine
      return { status: 200, body: { items: runs.map((run) => runView(run, bundle.source, reader)) } }
    },
  }),
  operation({
    id: 'listLogOfContact',
    method: 'get',
    path: '/v1/contacts/{id}/log',
    area,
    summary: 'Read what happened to a contact, newest first',
    params: { id, ...paging },
    gives: gives('A part of the log.', pageOf(logEntrySchema)),
    fails: ['not_found'],
    run({ params }, context) {
      knownContact(params.id, context)
      const page = context.engine.reader.logOf(params.id, pageRequest(params))
      return { status: 200, body: { ...page, items: page.items.map(logEntryView) } }
    },
  }),
]
