/** What the checker knows about values that may be missing, and where. */
import { describe, expect, test } from 'vitest'
import { check, checkEach, condition, journey, type Snippet, steps } from './check.ts'

/** Uses contact.level where it must be there. */
const USE = 'contact.level > 3'

describe('in a condition', () => {
  const snippets: Snippet[] = [
    [USE, 'J3002'],
    [`contact.level exists and ${USE}`],
    [`${USE} and contact.level exists`, 'J3002'],
    [`not contact.level exists or ${USE}`],
    [`contact.level exists or ${USE}`, 'J3002'],
    [`not (contact.level exists) or ${USE}`],
    [`not not contact.level exists and ${USE}`],
    [`not (not contact.level exists or contact.member) and ${USE}`],
    [`(contact.level exists or contact.name exists) and ${USE}`, 'J3002'],
    [`(contact.level exists and contact.member) and ${USE}`],
    [`(contact.level exists or contact.level == 2) and ${USE}`],
    [`(contact.level exists and contact.name exists or contact.level == 3) and ${USE}`],
    [`contact.member and contact.level exists and contact.member and ${USE}`],
    [`contact.level == 3 and ${USE}`],
    [`3 == contact.level and ${USE}`],
    [`contact.level == contact.points and ${USE}`],
    [`contact.level == contact.weight and ${USE}`, 'J3002'],
    [`contact.level != 3 and ${USE}`, 'J3002'],
    [`contact.level != 3 or ${USE}`],
    [`not contact.level != 3 and ${USE}`],
    [`contact.level == 3 or ${USE}`, 'J3002'],
    [`contact.name exists and ${USE}`, 'J3002'],
    [`(contact.level ?? 0) > 3`],
    [`contact.level ?? 0 > 3`],
    [`(contact.level ?? contact.points) > 3`],
    [`(contact.level ?? contact.weight) > 3`, 'J3002'],
    [`(contact.level ?? contact.weight ?? 1) > 3`],
    ['contact.level == 3'],
    ['contact.level == contact.weight'],
    ['contact.level != contact.points'],
    ['contact.level exists'],
    ['contact.agreed', 'J3002'],
    ['contact.agreed == true'],
    ['contact.agreed ?? false'],
    ['contact.agreed exists and contact.agreed'],
    ['contact.level exists and contact.weight exists and contact.level > contact.weight'],
    ['contact.level > contact.weight', 'J3002', 'J3002'],
    ['-contact.level < 3', 'J3002'],
    ['contact.second_country in [DE, AT]', 'J3002'],
    ['contact.second_country exists and contact.second_country in [DE, AT]'],
    ['contact.name contains "a"', 'J3002'],
    ['contact.name exists and contact.name contains "a"'],
    ['contact.name exists and contact.nick contains contact.name', 'J3002'],
    // Asking for what is always there
    ['contact.points exists', 'J3014'],
    ['contact.points ?? 3 > 2', 'J3014'],
    ['contact.level exists and contact.level exists'],
    // A quotient is missing if the divisor is zero.
    ['contact.points / 2 > 1'],
    ['contact.points / 0 > 1', 'J3002'],
    ['contact.points / contact.points > 1', 'J3002'],
    ['(contact.points / contact.points ?? 0) > 1'],
    ['contact.credit / 3 > 1 EUR'],
    ['contact.credit / contact.points > 1 EUR', 'J3002'],
    ['contact.credit / contact.credit == 1'],
  ]
  checkEach(snippets, condition)
})

describe('in steps', () => {
  const use = `if ${USE} { finish }`
  const snippets: Snippet[] = [
    [use, 'J3002'],
    [`if contact.level exists { ${use} }`],
    [`if contact.level exists { delay 1 day }\n${use}`, 'J3002'],
    [`if not contact.level exists { finish }\n${use}`],
    [`if not contact.level exists { delay 1 day }\n${use}`, 'J3002'],
    [`if contact.level exists { finish } else { ${use} }`, 'J3002'],
    [`if not contact.level exists { finish } else { ${use} }`],
    [`if contact.member { finish } else if contact.level exists { ${use} }`],
    [`if not contact.level exists { finish } else if contact.member { ${use} } else { ${use} }`],
    [`if contact.member and not contact.level exists { finish }\n${use}`, 'J3002'],
    [`if contact.member or not contact.level exists { finish }\n${use}`],
    [`if contact.level == 3 { ${use} }`],
    [`if contact.level != 3 { finish }\n${use}`],
    [`if contact.level exists { delay 1 day }\nelse { finish }\n${use}`],
    [`if contact.level exists and contact.name exists { ${use} } else { ${use} }`, 'J3002'],
    // What is known of the contact outlasts a wait.
    [`if contact.level exists { delay 3 days\n${use} }`],
    [`if not contact.level exists { finish }\ntag #vip\nsend hello\nwait for visited up to 3 days\n${use}`],
    // A wait until a condition knows it in its block, and not when time ran out.
    [`wait until contact.level exists up to 3 days { ${use} } else { finish }`],
    [`wait until contact.level exists up to 3 days { } else { ${use} }`, 'J3002'],
    [`wait until contact.level exists up to 3 days { }\n${use}`, 'J3002'],
    [`wait until contact.level exists up to 3 days else { finish }\n${use}`],
    [`wait until contact.level exists forever\n${use}`],
    [`wait up to 3 days { until contact.level exists { } on visited { finish } } else { finish }\n${use}`],
    [`wait up to 3 days { until contact.level exists { } on visited { } } else { finish }\n${use}`, 'J3002'],
    [`wait for visited where contact.level exists up to 3 days { ${use} }`],
    [`wait for visited where contact.level exists up to 3 days { }\n${use}`, 'J3002'],
    [`wait for visited where contact.level exists up to 3 days else { finish }\n${use}`],
    // The else of a send is another way to the steps behind it.
    [`if contact.level exists { send hello else { ${use} } }`],
    [`send hello else { if not contact.level exists { finish } }\n${use}`, 'J3002'],
  ]
  checkEach(snippets, steps)
})

describe('at the head', () => {
  const use = `if ${USE} { finish }`
  const snippets: Snippet[] = [
    [`start manually where contact.level exists\n${use}`],
    [`start on visited where contact.level == 3\n${use}`],
    [`start on visited where contact.level exists and contact.member\n${use}`],
    [`start on visited where contact.level exists or contact.member\n${use}`, 'J3002'],
    [`start on tag #vip where contact.level exists\n${use}`],
    // What all starts have in common holds.
    [`start on visited where contact.level exists\nstart on tag #vip where contact.level exists\n${use}`],
    [`start on visited where contact.level exists\nstart on tag #vip\n${use}`, 'J3002'],
    [`start on visited where contact.level exists\nstart manually where contact.level == 2\n${use}`],
    // A goal, an exit and a stage know it too.
    [`start manually where contact.level exists\nexit when ${USE}\nfinish`],
    [`start manually\nexit when ${USE}\nfinish`, 'J3002'],
    // Whoever is inside is not one for whom an exit holds.
    [`start manually\nexit when not contact.level exists\nif ${USE} { finish }`],
    [`start manually\nexit when not contact.level exists\ndelay 1 day\nif ${USE} { finish }`],
    [`start manually\nexit when not contact.level exists or contact.member\nif ${USE} { finish }`],
    [`start manually\nexit when not contact.level exists and contact.member\nif ${USE} { finish }`, 'J3002'],
    [`start manually\nexit when contact.level exists\nif ${USE} { finish }`, 'J3002'],
    [`start manually\nstart on purchased\nexit when not contact.level exists\nif ${USE} { finish }`],
    [`start manually where contact.level exists\ngoal g: visited where ${USE} within 3 days\nfinish`],
    [`start manually where contact.level exists\nstage a { ${use} }\nstage b { ${use} }`],
    // A stage knows what the head knows, and not what the stage before it found out.
    [`start manually\nstage a { if not contact.level exists { finish } }\nstage b { ${use} }`, 'J3002'],
  ]
  checkEach(snippets, journey)
})

describe('values of events', () => {
  const snippets: Snippet[] = [
    ['start on visited where visited.shop contains "a"\nfinish', 'J3002'],
    ['start on visited where visited.shop exists and visited.shop contains "a"\nfinish'],
    ['start on visited where visited.shop exists\nif visited.shop contains "a" { finish }'],
    ['start on visited where visited.shop == "a"\nif visited.shop contains "a" { finish }'],
    ['start on visited\nif visited.shop contains "a" { finish }', 'J3002'],
    ['start on visited\nif visited.shop exists and visited.shop contains "a" { finish }'],
    // The event waited for is another one than the one that was the start.
    [
      'start on visited where visited.shop exists\nwait for visited up to 3 days { if visited.shop contains "a" { finish } }',
      'J3002',
    ],
    ['start on visited as first where visited.shop exists\nfinish', 'J1021'],
    [
      'start on visited where visited.shop exists as first\nwait for visited up to 3 days { if first.shop contains "a" { finish } }',
    ],
    [
      'start manually\nwait for visited where visited.shop exists up to 3 days { if visited.shop contains "a" { finish } }',
    ],
    [
      'start manually\nwait for visited up to 3 days { if visited.shop exists { if visited.shop contains "a" { finish } } }',
    ],
    // What was said of one wait does not hold for the next.
    [
      'start manually\nwait for visited where visited.shop exists up to 1 day as a { wait for visited up to 1 day as b { if b.shop contains "a" { finish } } }',
      'J3002',
    ],
    [
      'start manually\nwait for visited where visited.shop exists up to 1 day as a { wait for visited up to 1 day as b { if a.shop contains "a" { finish } } }',
    ],
  ]
  checkEach(snippets, journey)
})

describe('parameters and messages', () => {
  const message = (text: string) => steps('send hello').replace('tag fan\n', `tag fan\n${text}\n`)
  const snippets: Snippet[] = [
    ['message m(a: string?) via mail { subject: "x", body: "{a}" }', 'J3002'],
    ['message m(a: string?) via mail { subject: "x", body: "{a ?? "b"}" }'],
    ['message m(a: string) via mail { subject: "x", body: "{a}" }'],
    ['message m(a: string) via mail { subject: "x", body: "{a ?? "b"}" }', 'J3014'],
    ['message m via mail { subject: "x", body: "{contact.name}" }', 'J3002'],
    // A message is sent only where its address is.
    ['message m via text { body: "{contact.phone}" }'],
    ['message m via mail { subject: "x", body: "{contact.phone}" }', 'J3002'],
    ['message m via work { subject: "{contact.work_email}", body: "x" }'],
  ]
  checkEach(snippets, message)
})

test('says where the value was declared as one that may be missing', () => {
  const { diagnostics } = check(condition(USE), ['J3002'])
  const [related] = diagnostics[0]!.related
  expect(related!.role).toBe('may be missing')
  expect(condition(USE).slice(related!.span.start, related!.span.end)).toBe('level: integer?')
})
