import type { BoundFiles, ContactSource } from '../../modules/bind.ts'
import type { ContactInfo, Program } from '../program.ts'
import { moduleScope } from '../scope.ts'
import { checkFields } from './fields.ts'

/** The project's contact: its fields, and which of them hold the time zone and the language. */
export function checkContact(
  contact: ContactSource,
  { modules, otherContacts }: BoundFiles,
  program: Program,
): ContactInfo {
  const fieldsOf = ({ file, declaration }: ContactSource) =>
    checkFields(declaration.fields, moduleScope(program, modules.get(file)!))
  const own = fieldsOf(contact)
  const fields = new Map([...otherContacts.flatMap((other) => [...fieldsOf(other)]), ...own])
  const firstOf = (name: string) => [...fields.values()].find((field) => field.type.name === name)?.name
  return { ...contact, fields, timezone: firstOf('timezone'), language: firstOf('language') }
}
