import { canonicalJson, loadBundle, unwrap, validateGraph } from '@journey-lang/runtime'
import { describe, expect, it } from 'vitest'
import { compile, hasErrors, lower, memoryHost, messageOf } from '../../src/index.ts'

const HEAD = `
contact { email: email? phone: phone? points: integer = 0 opt: boolean = false country: country? markets: list<country>? }
tag vip tag lost
event bought "Bought" { order: string total: money<EUR> note: string? }
event signed_up
channel mail: email { to: contact.email consent: contact.opt quiet: 21:00 to 08:00 limit: 3 per 1 week }
message hello via mail { subject: "Hi" body: "Hi" }
message offer(discount: percent, code: string = "X") via mail { subject: "{discount} off" body: "Now" }
`

/** Lowers the body of a journey that begins on \`bought\`. */
function graph(body: string, start = 'start on bought where contact.email exists') {
  return graphOf(`${HEAD}\njourney j { ${start}\n${body} }`)
}

function graphOf(source: string) {
  const compilation = compile(memoryHost({ 'a.journey': source }), ['a.journey'])
  expect(compilation.diagnostics.filter((d) => d.name !== 'same-steps').map(messageOf)).toEqual([])
  expect(hasErrors(compilation)).toBe(false)
  const lowered = lower(compilation.program)
  // Whatever is written validates against the published schema, and a runtime loads it.
  expect(validateGraph(JSON.parse(canonicalJson(lowered.bundle)))).toEqual([])
  unwrap(loadBundle(JSON.parse(canonicalJson(lowered.bundle))))
  return { ...lowered, journey: lowered.bundle.journeys.j! }
}

/** Edges as lines: \`from -name-> to\`. */
function edges(body: string, start?: string): string[] {
  const { journey } = graph(body, start)
  return Object.entries(journey.nodes).flatMap(([id, node]) =>
    Object.entries(node.edges).map(([name, to]) => `${id} -${name}-> ${to}`),
  )
}

describe('steps that steer a run', () => {
  const BEYOND = `
department sales "Sales" { email: "sales@example.com" }
action make_coupon(percent: percent): { code: string } from "./actions.ts"
journey other { start manually tag #vip }
`
  const nodesOf = (body: string, start?: string) =>
    graphOf(`${HEAD}${BEYOND}\njourney j { ${start ?? 'start on bought'}\n${body} }`).journey.nodes

  it('split: arms with shares in basis points, one without a block goes on', () => {
    expect(nodesOf('split t { 0.29% a { tag #vip } 99.71% b } tag #lost')).toMatchObject({
      'split t': {
        kind: 'split',
        split: 't',
        arms: [
          { name: 'a', share: 29 },
          { name: 'b', share: 9971 },
        ],
        edges: { a: 'tag vip', b: 'tag lost' },
      },
    })
  })

  it('repeat: the last step of the body leads back', () => {
    expect(nodesOf('repeat up to 3 times until contact has #vip { delay 1 day } tag #lost')).toMatchObject({
      repeat: {
        kind: 'repeat',
        times: 3,
        until: { has_tag: 'vip' },
        edges: { body: 'delay', next: 'tag lost' },
      },
      delay: { edges: { next: 'repeat' } },
    })
  })

  it('repeat: "go to" breaks it, and no other way does', () => {
    const stages = `
      stage a { repeat up to 3 times { wait for bought up to 1 day { go to b } else { tag #vip } } go to a2 }
      stage a2 { delay 1 day go to a }
      stage b { repeat up to 2 times { go to a } }`
    const nodes = nodesOf(stages)
    expect(nodes['a/wait bought']).toMatchObject({
      edges: { bought: 'b/repeat', timeout: 'a/tag vip' },
      breaks: ['bought'],
    })
    expect(nodes['b/repeat']).toMatchObject({ edges: { body: 'a/repeat', next: '(end)' }, breaks: ['body'] })
    for (const id of ['a/repeat', 'a/tag vip', 'a2/delay']) expect(nodes[id]).not.toHaveProperty('breaks')
  })

  it('call: what it answers is read by its name', () => {
    expect(
      nodesOf('call make_coupon(percent: 10%) as c else { finish } notify sales "{c.code}"'),
    ).toMatchObject({
      c: {
        kind: 'call',
        action: 'make_coupon',
        args: { percent: 0.1 },
        edges: { next: 'notify sales', else: 'finish' },
      },
      'notify sales': {
        kind: 'notify',
        department: 'sales',
        text: { cat: [{ var: ['bind', 'c', 'code'] }] },
      },
    })
  })

  it('emit and enter journey', () => {
    expect(nodesOf('emit bought(order: "1", total: 5 EUR) enter journey other')).toMatchObject({
      'emit bought': {
        kind: 'emit',
        event: 'bought',
        args: { order: '1', total: { money: [500, 'EUR'] } },
        edges: { next: 'enter other' },
      },
      'enter other': { kind: 'enter', journey: 'other', edges: { next: '(end)' } },
    })
  })

  it('holdout, actions, departments and moves', () => {
    const { bundle } = graphOf(`${HEAD}${BEYOND}
      journey j { start on bought goal g: bought within 1 day holdout 5% stage a { delay 1 day as rest } }
      moved j.gone to j.rest
      moved j."a/wait bought" to stage a
      moved j.never to finish`)
    expect(bundle.journeys.j!.holdout).toBe(500)
    expect(bundle.requires).toContain('holdout')
    expect(bundle.actions).toEqual({
      make_coupon: {
        from: 'actions.ts',
        params: { percent: { type: 'percent' } },
        returns: { code: { type: 'string' } },
      },
    })
    expect(bundle.departments).toEqual({ sales: { title: 'Sales', email: 'sales@example.com' } })
    expect(bundle.moved).toEqual([
      { journey: 'j', from: 'a/wait bought', to: { stage: 'a' } },
      { journey: 'j', from: 'gone', to: { node: 'rest' } },
      { journey: 'j', from: 'never', to: { finish: true } },
    ])
  })

  it('a bundle without them says nothing of them', () => {
    expect(Object.keys(graph('finish').bundle)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/actions|departments|moved/)]),
    )
  })
})

describe('control flow', () => {
  const cases: [title: string, body: string, expected: string[]][] = [
    ['a row of steps ends', 'send hello tag #vip', ['send hello -next-> tag vip', 'tag vip -next-> (end)']],
    [
      'a wait without blocks goes on either way',
      'wait for bought up to 2 days tag #vip finish',
      ['wait bought -bought-> tag vip', 'wait bought -timeout-> tag vip', 'tag vip -next-> finish'],
    ],
    [
      'the blocks of a wait lead behind it',
      'wait for bought up to 2 days { tag #vip } else { tag #lost } send hello',
      [
        'wait bought -bought-> tag vip',
        'wait bought -timeout-> tag lost',
        'tag vip -next-> send hello',
        'tag lost -next-> send hello',
        'send hello -next-> (end)',
      ],
    ],
    ['a wait for ever has no timeout', 'wait for bought forever', ['wait bought -bought-> (end)']],
    [
      'several arms, an empty one, and one that repeats its event',
      'wait up to 1 day { on bought where bought.total > 5 EUR { tag #vip } on bought {} until contact.points > 3 { finish } }',
      [
        'wait bought or bought or until -bought-> tag vip',
        'wait bought or bought or until -bought#2-> (end)',
        'wait bought or bought or until -until-> finish',
        'wait bought or bought or until -timeout-> (end)',
        'tag vip -next-> (end)',
      ],
    ],
    [
      'else if becomes a chain of branches',
      'if contact.points > 5 { tag #vip } else if contact.points > 2 { send hello } else { finish } untag #lost',
      [
        'if -then-> tag vip',
        'if -else-> if#2',
        'tag vip -next-> untag lost',
        'if#2 -then-> send hello',
        'if#2 -else-> finish',
        'untag lost -next-> (end)',
        'send hello -next-> untag lost',
      ],
    ],
    [
      'the else path of a send',
      'send hello else { finish "not sent" } tag #vip',
      ['send hello -next-> tag vip', 'send hello -else-> finish', 'tag vip -next-> (end)'],
    ],
    [
      'stages run into each other, and go to leaves all blocks',
      `stage one { wait for bought up to 1 day { if contact.points > 1 { go to three } } }
       stage two { delay 1 day go to one }
       stage three { tag #vip }`,
      [
        'one/wait bought -bought-> one/if',
        'one/wait bought -timeout-> two/delay',
        'one/if -then-> three/tag vip',
        'one/if -else-> two/delay',
        'two/delay -next-> one/wait bought',
        'three/tag vip -next-> (end)',
      ],
    ],
    [
      'a stage that begins with go to is entered where that leads',
      'stage one { delay 1 day } stage two { go to three } stage three { tag #vip }',
      ['one/delay -next-> three/tag vip', 'three/tag vip -next-> (end)'],
    ],
    [
      'equal steps are numbered, named ones are not',
      'delay 1 day delay 2 days as pause delay 3 days',
      ['delay -next-> pause', 'pause -next-> delay#2', 'delay#2 -next-> (end)'],
    ],
  ]
  it.each(cases)('%s', (_, body, expected) => {
    expect(edges(body).toSorted()).toEqual(expected.toSorted())
  })

  it('leaves out what nobody reaches', () => {
    const compilation = compile(
      memoryHost({ 'a.journey': `${HEAD} journey j { start on bought finish tag #vip }` }),
      ['a.journey'],
    )
    expect(Object.keys(lower(compilation.program).bundle.journeys.j!.nodes)).toEqual(['finish'])
  })
})

describe('identity', () => {
  it('does not depend on amounts, nesting or what stands elsewhere', () => {
    const before = graph('wait for bought up to 2 days { send hello } delay 1 day').journey
    const after = graph(
      'untag #lost if contact.points > 1 { wait for bought up to 9 days { send hello } } delay 3 days',
    )
    for (const id of Object.keys(before.nodes)) expect(after.journey.nodes).toHaveProperty([id])
  })
})

describe('expressions', () => {
  const at = (condition: string, start?: string) => {
    const { journey } = graph(`if ${condition} { finish }`, start)
    const node = journey.nodes.if
    return node?.kind === 'branch' ? node.when : undefined
  }
  const email = { var: ['contact', 'email'] }
  const points = { var: ['contact', 'points'] }
  const cases: [string, unknown][] = [
    ['contact.markets exists and contact.markets contains DE', { and: [{ exists: [{ var: ['contact', 'markets'] }] }, { in: ['DE', { var: ['contact', 'markets'] }] }] }],
    ['contact.phone exists', { exists: [{ var: ['contact', 'phone'] }] }],
    ['contact.email == "a@b.c"', { '===': [email, 'a@b.c'] }],
    ['contact.country != DE', { '!==': [{ var: ['contact', 'country'] }, 'DE'] }],
    ['contact.points > 1 and contact.points < 9 and contact.opt', { and: [{ '>': [points, 1] }, { '<': [points, 9] }, { var: ['contact', 'opt'] }] }],
    ['not contact.opt or contact has #vip', { or: [{ '!': [{ var: ['contact', 'opt'] }] }, { has_tag: 'vip' }] }],
    ['contact.points + 2 * 3 == 7', { '===': [{ '+': [points, { '*': [2, 3] }] }, 7] }],
    ['-contact.points < 0', { '<': [{ '-': [0, points] }, 0] }],
    ['contact.points / 2 == 1', { '===': [{ div: [points, 2] }, 1] }],
    ['bought.total > 12.5 EUR', { '>': [{ var: ['bind', 'start', 'total'] }, { money: [1250, 'EUR'] }] }],
    ['bought.total * 2 > 1 EUR', { '>': [{ scale: [{ var: ['bind', 'start', 'total'] }, 2] }, { money: [100, 'EUR'] }] }],
    ['bought.note ?? "x" starts with "y"', { starts_with: [{ coalesce: [{ var: ['bind', 'start', 'note'] }, 'x'] }, 'y'] }],
    ['contact.email contains "@b"', { contains: [email, '@b'] }],
    ['contact.points in [1, 2]', { in: [points, { list: [1, 2] }] }],
    ['contact.points > 10%', { '>': [points, 0.1] }],
    ['started by bought', { started_by: ['bought'] }],
  ] // biome-ignore format: a table
  it.each(cases)('%s', (condition, expected) => {
    expect(at(condition)).toEqual(expected)
  })

  it('reads the matched event in a where, and the kept payload in the block', () => {
    const { journey } = graph(
      'wait for bought where bought.total > 5 EUR up to 1 day as again { if again.order == "1" { finish } }',
    )
    const wait = journey.nodes.again
    expect(wait?.kind === 'wait' && wait.arms[0]).toMatchObject({
      where: { '>': [{ var: ['event', 'total'] }, { money: [500, 'EUR'] }] },
    })
    const branch = journey.nodes.if
    expect(branch?.kind === 'branch' && branch.when).toEqual({
      '===': [{ var: ['bind', 'again', 'order'] }, '1'],
    })
  })
})

describe('header and declarations', () => {
  it('lowers starts, entry rule, goals and exits', () => {
    const { journey, bundle } = graph(
      `start on tag #vip where contact.email exists
       enter again after 30 days
       goal sale: bought where bought.total > 1 EUR within 2 weeks
       exit when not contact.opt
       exit on untag #vip
       finish "done"`,
    )
    expect(journey.starts.map((start) => start.id)).toEqual(['bought', 'tag vip'])
    expect(journey.enter).toEqual({ rule: 'again', after: 'P30D' })
    expect(journey.goals.sale).toMatchObject({ event: 'bought', within: 'P2W' })
    expect(journey.exits.map((exit) => exit.id)).toEqual(['when', 'untag vip'])
    expect(bundle.requires).toEqual(['frequency-caps', 'quiet-hours'])
    expect(bundle.channels.mail).toMatchObject({ consent: 'opt', quiet: { from: '21:00', to: '08:00' } })
    expect(bundle.messages.offer!.params).toMatchObject({
      discount: { type: 'percent' },
      code: { default: 'X' },
    })
    expect(bundle.messages.offer!.content.subject).toEqual({
      text: { cat: [{ format: [{ var: ['param', 'discount'] }, 'percent'] }, ' off'] },
    })
  })

  it('keeps library declarations out that nobody imports', () => {
    const source = `import { purchased } from "std/events"\ncontact { email: email? }\njourney j { start on purchased finish }`
    expect(Object.keys(graphOf(source).bundle.events)).toEqual(['purchased'])
  })
})

describe('canonical output', () => {
  it('is the same text for the same meaning, whatever the order of files and declarations', () => {
    const a = 'contact { email: email? }'
    const b = 'event bought\njourney j { start on bought finish }'
    const c = 'import { bought } from "./b.journey"\njourney k { start on bought delay 1 day }'
    const files = { 'a.journey': a, 'b.journey': b, 'c.journey': c }
    const out = (paths: string[]) => canonicalJson(lower(compile(memoryHost(files), paths).program).bundle)
    expect(out(['c.journey', 'b.journey', 'a.journey'])).toBe(out(['a.journey', 'b.journey', 'c.journey']))
  })

  it('holds no positions: they stand in the source map, 1-based, relative and complete', () => {
    const { bundle, sourceMap } = graph('send hello\ndelay 1 day')
    expect(JSON.stringify(bundle)).not.toContain('a.journey')
    expect(sourceMap.files).toEqual(['a.journey'])
    expect(Object.keys(sourceMap.journeys.j!.nodes).toSorted()).toEqual(['delay', 'send hello'])
    const [file, line, column] = sourceMap.journeys.j!.nodes.delay!
    expect([file, line, column]).toEqual([0, HEAD.split('\n').length + 3, 1])
  })

  it('has a hash that texts do not change and steps do', () => {
    const hash = (body: string) => graph(body).journey.hash
    expect(hash('/// Says hello.\nsend hello')).toBe(hash('send hello'))
    expect(hash('send hello delay 1 day')).not.toBe(hash('send hello delay 2 days'))
  })
})

it('a channel names its department as it was declared, by whatever name it was imported', () => {
  const files = memoryHost({
    'people.journey': 'department sales "Sales"',
    'a.journey':
      'import { sales as s } from "./people.journey"\ncontact { email: email }\nchannel mail: email { to: contact.email department: s }',
  })
  const compilation = compile(files, ['a.journey'])
  expect(compilation.diagnostics.map(messageOf)).toEqual([])
  const { channels } = lower(compilation.program).bundle
  expect(channels).toMatchObject({ mail: { department: 'sales' } })
})
