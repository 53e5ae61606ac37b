import type { BoundFiles, Module } from '../../modules/bind.ts'
import type { ContactInfo, Program } from '../program.ts'
import { moduleScope } from '../scope.ts'
import { checkFields } from './fields.ts'

/** The project's contact: its fields, and which of them hold the time zone and the language. */
export function checkContact(
  contact: NonNullable<BoundFiles['contact']>,
  module: Module,
  program: Program,
): ContactInfo {
  const fields = checkFields(contact.declaration.fields, moduleScope(program, module))
  const firstOf = (name: string) => [...fields.values()].find((field) => field.type.name === name)?.name
  return { ...contact, fields, timezone: firstOf('timezone'), language: firstOf('language') }
}
