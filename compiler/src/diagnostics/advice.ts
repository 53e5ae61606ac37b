/**
 * What people write who come from elsewhere, and what they want. A sentence with a leading space, or nothing: it
 * stands behind a message that says what is wrong.
 */
type Advice = Readonly<Record<string, string>>

/** Behind a value, where an operator or the end of a condition is expected. */
const BEHIND_A_VALUE: Advice = {
  is: 'Compare with "==".',
  equals: 'Compare with "==".',
  '=>': '"At least" is written ">="; before a block nothing stands.',
  not: '"not" stands before the whole condition: not contact.country in [DE].',
  between: 'Compare twice: contact.points >= 3 and contact.points <= 5.',
  like: 'Use "contains" or "starts with".',
  matches: 'Use "contains" or "starts with".',
  includes: 'Use "contains" for texts, and "in" for lists.',
  then: 'Steps that depend on something stand in braces: if … { … }.',
  do: 'Steps that depend on something stand in braces: if … { … }.',
}

/** Where a step is expected. */
const STEPS: Advice = {
  goto: 'Did you mean "go to"?',
  jump: 'Did you mean "go to"?',
  elseif: 'Did you mean "else if"?',
  elif: 'Did you mean "else if"?',
  sleep: 'Did you mean "delay"?',
  pause: 'Did you mean "delay"?',
  email: 'Did you mean "send"?',
  mail: 'Did you mean "send"?',
  trigger: 'Did you mean "start on"?',
  on: 'Did you mean "start on", or "wait for"?',
  end: 'Did you mean "finish"?',
  stop: 'Did you mean "finish"?',
  return: 'Did you mean "finish"?',
  break: 'Did you mean "finish"?',
  await: 'Did you mean "wait for"?',
  let: 'A contact\'s field is changed with "set contact.points = 3".',
  contact: 'A contact\'s field is changed with "set contact.points = 3".',
  for: 'To do steps again, write "repeat up to 3 times { … }".',
  foreach: 'To do steps again, write "repeat up to 3 times { … }".',
  while: 'To do steps again, write "repeat up to 3 times { … }".',
  loop: 'To do steps again, write "repeat up to 3 times { … }".',
  switch: 'To choose by a value, write "match contact.country { DE { … } else { … } }".',
  add: 'Tags are added with "tag #vip".',
  remove: 'Tags are removed with "untag #vip".',
  and: 'Each step stands on a line of its own.',
  or: 'For several ways in, write several lines "start on". To wait for several events, write "wait up to 7 days { on … { … } on … { … } }".',
  to: 'A message goes to the address of its channel: leave this out.',
  as: 'What stands before it takes no name: leave this out.',
}

/** Where a declaration is expected. */
const DECLARATIONS: Advice = {
  '}': 'No "{" belongs to it: remove it.',
  include: 'Did you mean "import"?',
  export: 'Everything that is declared can be imported elsewhere: leave "export" out.',
  template: 'Did you mean "message"?',
  flow: 'Did you mean "journey"?',
  workflow: 'Did you mean "journey"?',
  audience: 'Did you mean "segment"?',
}

const UNITS = /^(?:second|minute|hour|day|week|month|year)s?$/

/** Where a value is expected. */
const VALUES: Advice = {
  now: 'Conditions look at stretches of time: no purchased in last 90 days. Dates are waited for: start at contact.birthday.',
  today:
    'Conditions look at stretches of time: no purchased in last 90 days. Dates are waited for: start at contact.birthday.',
}

/** For a name that stands for no value. */
export function adviceOnValue(found: string): string {
  return sentence(VALUES, found)
}

/** For what was found behind a value. */
export function adviceBehindValue(found: string): string {
  return sentence(BEHIND_A_VALUE, found)
}

/** For what was found in place of a step. */
export function adviceOnStep(found: string): string {
  if (found.startsWith('#')) return ` Write "tag ${found}" or "untag ${found}".`
  if (UNITS.test(found)) return ' A length of time is a number and a unit: 3 days.'
  return sentence(STEPS, found)
}

/** For what was found in place of a declaration. */
export function adviceOnDeclaration(found: string): string {
  return sentence(DECLARATIONS, found)
}

/** Whether there is advice for a word somewhere: then it is another language's, and not a misspelt one of ours. */
export function isAdvisedOn(found: string): boolean {
  const word = found.toLowerCase()
  return [BEHIND_A_VALUE, STEPS, DECLARATIONS, VALUES].some((advice) => Object.hasOwn(advice, word))
}

function sentence(advice: Advice, found: string): string {
  const word = found.toLowerCase()
  return Object.hasOwn(advice, word) ? ` ${advice[word]}` : ''
}
