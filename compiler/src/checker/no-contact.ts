import type { Module } from '../modules/bind.ts'
import type { Span } from '../source/span.ts'
import type { Program } from './program.ts'

const told = new WeakSet<Program>()

/** A project in which people play a part says what is known of them. Said once, where it is first missed. */
export function reportNoContact(program: Program, module: Module, span: Span): void {
  if (told.has(program)) return
  told.add(program)
  module.report('no-contact', span, {})
}
