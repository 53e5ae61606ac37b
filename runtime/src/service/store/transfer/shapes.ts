/** Says whether a value is what a line needs. */
export type Check = (value: unknown) => boolean
/** What the fields of a line must be, and how that is said. */
export type Fields = Readonly<Record<string, readonly [check: Check, expected: string]>>

export const text = [(value: unknown) => typeof value === 'string', 'a text'] as const
export const integer = [Number.isSafeInteger as Check, 'a whole number'] as const
export const list = [Array.isArray as Check, 'a list'] as const
export const object = [isObject as Check, 'an object'] as const
export const anything = [(value: unknown) => value !== undefined, 'a value'] as const

/** The same, or nothing. */
export function optional([check, expected]: readonly [Check, string]): readonly [Check, string] {
  return [(value) => value === undefined || check(value), expected]
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What is wrong with the fields of an object, in a sentence each. */
export function problemsOf(value: Record<string, unknown>, fields: Fields): string[] {
  return Object.entries(fields)
    .filter(([name, [check]]) => !check(value[name]))
    .map(([name, [, expected]]) => `"${name}" must be ${expected}.`)
}
