import type { ContactSource, Contacts } from '../../modules/bind.ts'
import type { ContactInfo, Program } from '../program.ts'
import { moduleScope } from '../scope.ts'
import { checkFields, kept } from './fields.ts'

/** The project's contact: its fields, and which of them hold the time zone and the language. */
export function checkContact(
  contact: ContactSource,
  { otherContacts }: Pick<Contacts, 'otherContacts'>,
  program: Program,
): ContactInfo {
  const fieldsOf = ({ file, declaration }: ContactSource) =>
    checkFields(declaration.fields, moduleScope(program, program.modules.get(file)!))
  const own = fieldsOf(contact)
  const all = new Map([...otherContacts.flatMap((other) => [...fieldsOf(other)]), ...own])
  const fields = kept(all, program.contact?.fields)
  const firstOf = (name: string) => [...fields.values()].find((field) => field.type.name === name)?.name
  return { ...contact, fields, timezone: firstOf('timezone'), language: firstOf('language') }
}
