import { TEMPLATES } from './shop.mjs'
import { people, phrase, purposes, sentence, stepNames, title } from './words.mjs'

const SHARED = ['order_placed', 'support_asked', 'shop_visited', 'points_earned']
const TAGS = ['new_customer', 'vip', 'lapsed', 'asked_twice', 'gift_giver']
/** What a file imports as far as it names it, by where it comes from. */
const IMPORTS = {
  'std/stages': ['digital'],
  'std/events': ['signed_up_for_email', 'unsubscribed', 'clicked'],
  '../shop.journey': ['mail', 'sms', ...SHARED, ...TAGS].sort(),
}

const isNamed = (name, text) => new RegExp(`(?<!")\\b${name}\\b`).test(text)

/** The file of a journey about a topic. */
export const fileName = (topic) => `${topic.replaceAll('_', '-')}.journey`

/** Stages that stand in the standard model, in its order. */
const STAGES = ['engagement', 'subscription', 'conversion', 'excitement', 'ascension', 'advocacy']

/** Parameters that a message may have: type, and an expression that gives a value. */
const PARAMETERS = {
  discount: ['percent', ({ pick }) => `${pick([5, 10, 15, 20, 25])}%`],
  code: ['string', ({ pick, integer }) => `"${pick(['HELLO', 'AGAIN', 'THANKS'])}${integer(5, 99)}"`],
  product: [
    'string?',
    ({ pick, integer }) => `"${pick(['Blend', 'Model', 'Edition'])} no. ${integer(1, 90)}"`,
  ],
  amount: ['money<EUR>', ({ integer }) => `${integer(3, 40)}.${integer(10, 99)} EUR`],
  days: ['integer', ({ integer }) => `${integer(2, 30)}`],
}

const duration = ({ pick, integer }) =>
  pick([
    () => `${integer(2, 28)} days`,
    () => `${integer(2, 6)} weeks`,
    () => `${integer(2, 36)} hours`,
    () => `1 day ${integer(2, 20)} hours`,
  ])()

const field = {
  order_placed: ({ integer, chance }) =>
    `order: "o-${integer(1, 9999)}", ${chance(0.3) ? `cart: "c-${integer(1, 999)}", ` : ''}product: "Blend no. ${integer(1, 90)}", total: ${integer(5, 90)}.${integer(10, 99)} EUR, pieces: ${integer(1, 4)}`,
  support_asked: ({ pick }) => `subject: "${pick(['A parcel', 'An invoice', 'A return'])}"`,
  shop_visited: ({ pick }) =>
    `shop: "${pick(['Leipzig', 'Wien', 'Zürich'])}", with_friends: ${pick([true, false])}`,
  points_earned: ({ integer }) => `points: ${integer(10, 90)}, reason: "order"`,
  signed_up_for_email: ({ pick }) => pick(['', 'source: "footer"', 'source: "counter"']),
}

/** A condition on the contact. */
const condition = ({ pick, integer }) =>
  pick([
    () => 'contact.country in [DE, AT]',
    () => 'contact.country in [FR, BE, LU, NL]',
    () => `contact has #${pick(TAGS)}`,
    () => `contact.points >= ${integer(1, 9)}00`,
    () => `contact.language == ${pick(['fa', 'de', 'fr'])} and not contact has #lapsed`,
    () => `contact.name exists and contact.points > ${integer(1, 90)}`,
    () => `(contact.city == "Köln" or contact.city == "Wien") and contact.sms_opt_in`,
    () => `contact.spent exists and contact.spent > ${integer(20, 300)} EUR`,
  ])()

/** What is asked of an event: the piece from \`where\` on, or nothing. */
const restriction = {
  order_placed: ({ pick, integer }) =>
    pick([
      '', '', ` where order_placed.total > ${integer(10, 90)} EUR`, ` where order_placed.pieces * 2 >= ${integer(3, 8)}`,
      ' where order_placed.cart exists', ` where order_placed.product starts with "Blend"`,
    ]), // biome-ignore format: a list of pieces
  support_asked: ({ pick }) => pick(['', ' where support_asked.subject contains "parcel"']),
  shop_visited: ({ pick }) => pick(['', ' where shop_visited.with_friends']),
  points_earned: ({ pick, integer }) =>
    pick(['', ` where points_earned.points + contact.points > ${integer(9, 300)}`]),
}

/**
 * A journey about a topic, with its messages and scenarios: what is written later depends on what was written before.
 *
 * With `sharing`, it also uses what the files of an area share (`areaText`).
 */
export class JourneyFile {
  constructor(random, topic, area, { sharing = false } = {}) {
    this.random = random
    this.file = fileName(topic)
    this.name = `${topic}_${area}`
    if (sharing) this.area = { fan: `${area}_fan`, regulars: `${area}_regulars` }
    this.title = `${title(topic)}: ${area}`
    this.messages = random.some(purposes, random.integer(4, 7)).map((purpose, index) => ({
      name: `${this.name}_${purpose}`,
      title: title(purpose),
      channel: index > 2 && random.chance(0.4) ? 'sms' : 'mail',
      params: random.some(Object.keys(PARAMETERS), random.integer(0, 2)),
    }))
    this.mails = this.messages.filter(({ channel }) => channel === 'mail')
    this.texts = this.messages.filter(({ channel }) => channel === 'sms')
    /** Names of steps, those that are taken first. */
    this.named = []
    this.sentBefore = new Set()
    const first = random.integer(0, 1)
    this.stages = STAGES.slice(first, first + random.integer(2, 4))
    this.goal = `${area}_${random.pick(['bought', 'came_back', 'decided'])}`
    this.lines = []
  }

  /** All in one file. */
  text() {
    this.steps()
    this.scenarios()
    return this.finish()
  }

  /** The journey with its messages. */
  journeyText() {
    this.steps()
    return this.finish()
  }

  /** The scenarios of a journey that was written before, for a file of their own. */
  scenariosText() {
    this.scenarios()
    return this.finish({ [`./${this.file}`]: [this.name, ...this.messages.map(({ name }) => name)] })
  }

  /** What was written, behind imports of what it names. `more` says what else there is to import, by file. */
  finish(more = {}) {
    const written = this.lines.join('\n')
    this.lines = []
    const imports = Object.entries({ ...IMPORTS, ...this.ofArea(), ...more }).flatMap(([from, names]) => {
      const used = names.filter((name) => isNamed(name, written))
      return used.length > 0 ? [`import { ${used.join(', ')} } from "${from}"`] : []
    })
    return `${[...imports, '', written].join('\n').trimEnd()}\n`
  }

  ofArea() {
    return this.area && { './area.journey': [this.area.fan, this.area.regulars] }
  }

  steps() {
    this.ownTag()
    for (const message of this.messages) this.message(message)
    this.journey()
  }

  scenarios() {
    const scenarios = this.random.integer(4, 9)
    for (let count = 0; count < scenarios; count++) this.scenario(count)
  }

  add(indent, text) {
    this.lines.push(text === '' ? '' : '  '.repeat(indent) + text)
  }

  ownTag() {
    const { random } = this
    if (!random.chance(0.5)) return
    this.own = `${this.name}_reader`
    this.add(0, `/// ${sentence(random)}`)
    this.add(0, `tag ${this.own} "${title(phrase(random))}"`)
    this.add(0, '')
  }

  message({ name, title, channel, params }) {
    const { random } = this
    const declared = params.map((param) => `${param}: ${PARAMETERS[param][0]}`)
    if (random.chance(0.25)) this.add(0, `/// ${sentence(random)}`)
    this.add(0, `message ${name}${declared.length > 0 ? `(${declared.join(', ')})` : ''} via ${channel} {`)
    const shown = params.map((param) => (param === 'product' ? '{product ?? "our best"}' : `{${param}}`))
    const words = shown.length > 0 ? `: ${shown.join(', ')}` : ''
    if (channel === 'mail') this.add(1, `subject: "${title}${words}, {contact.name ?? "friend"}"`)
    this.add(
      1,
      channel === 'mail' && random.chance(0.6)
        ? `body: file("../${random.pick(TEMPLATES)}")`
        : `body: "${sentence(random)} ${title}${words}. ${sentence(random)}"`,
    )
    this.add(0, '}')
    this.add(0, '')
  }

  journey() {
    const { random } = this
    this.add(0, `/// ${sentence(random)}`)
    this.add(0, `journey ${this.name} "${this.title}" {`)
    this.add(1, 'follows digital')
    this.add(1, 'start on signed_up_for_email where contact.email exists')
    if (random.chance(0.4)) this.add(1, `start on tag #new_customer where contact.email exists as counter`)
    this.add(1, random.pick(['enter once', 'enter again after exit', 'enter again after 30 days']))
    this.add(1, `goal ${this.goal}: order_placed within ${random.integer(2, 6)}0 days`)
    this.add(1, 'exit when not contact.email_opt_in')
    if (random.chance(0.3)) this.add(1, 'exit on unsubscribed where unsubscribed.channel == mail')
    for (const [index, stage] of this.stages.entries()) {
      this.add(0, '')
      if (random.chance(0.4)) this.add(1, `/// ${sentence(random)}`)
      this.add(1, `stage ${stage} {`)
      this.stageSteps(stage, this.stages.slice(index + 1))
      this.add(1, '}')
    }
    this.add(0, '}')
    this.add(0, '')
  }

  stageSteps(stage, later) {
    const { random } = this
    const count = random.integer(2, 4)
    for (let step = 0; step < count; step++) this.step(2, stage, later)
    if (random.chance(0.2)) this.add(2, `finish "${phrase(random)}"`)
  }

  step(indent, stage, later) {
    const { random } = this
    if (random.chance(0.15)) this.add(indent, `/// ${sentence(random)}`)
    if (indent > 4) return this.send(indent)
    const kinds = [
      'send',
      'send',
      'waitFor',
      'waitFor',
      'delay',
      'branch',
      'tagStep',
      'waitUntil',
      'waitAny',
      'textMessage',
    ]
    return this[random.pick(kinds)](indent, stage, later)
  }

  stepName() {
    const { random } = this
    const base = random.pick(stepNames)
    let name = base
    for (let number = 2; this.named.includes(name); number++) name = `${base}_${number}`
    this.named.push(name)
    return name
  }

  send(indent, _stage, _later, messages = this.mails) {
    const { random } = this
    const { name, params } = random.pick(messages)
    const args = params.map((param) => `${param}: ${PARAMETERS[param][1](random)}`)
    // A message that is sent twice has a name, so that the steps can be told apart.
    const named = this.sentBefore.has(name) ? ` as ${this.stepName()}` : ''
    this.sentBefore.add(name)
    this.add(indent, `send ${name}${args.length > 0 ? `(${args.join(', ')})` : ''}${named}`)
  }

  /** A text message needs a number and consent. */
  textMessage(indent) {
    if (this.texts.length === 0) return this.send(indent)
    this.add(indent, 'if contact.phone exists and contact.sms_opt_in {')
    this.send(indent + 1, undefined, undefined, this.texts)
    this.add(indent, '}')
  }

  delay(indent) {
    this.add(indent, `delay ${duration(this.random)} as ${this.stepName()}`)
  }

  tagStep(indent) {
    const { random } = this
    if (this.area && random.chance(0.2)) this.add(indent, `tag #${this.area.fan}`)
    else if (this.own && random.chance(0.4)) this.add(indent, `tag #${this.own}`)
    else this.add(indent, `${random.pick(['tag', 'tag', 'untag'])} #${random.pick(TAGS)}`)
  }

  waitFor(indent, stage, later) {
    const { random } = this
    const event = random.pick(SHARED)
    const where = `${event}${restriction[event](random)}`
    const limit = `up to ${duration(random)}`
    this.add(indent, `wait for ${where} ${limit} as ${this.stepName()} {`)
    this.leaveOrGoOn(indent + 1, stage, later)
    if (random.chance(0.3)) {
      this.add(indent, '} else {')
      this.step(indent + 1, stage, later)
    }
    this.add(indent, '}')
  }

  waitUntil(indent, stage, later) {
    const { random } = this
    const until = this.condition()
    this.add(indent, `wait until ${until} up to ${duration(random)} as ${this.stepName()} {`)
    this.leaveOrGoOn(indent + 1, stage, later)
    this.add(indent, '}')
  }

  waitAny(indent, stage, later) {
    const { random } = this
    const message = random.pick(this.mails).name
    const event = random.pick(SHARED)
    this.add(indent, `wait up to ${duration(random)} as ${this.stepName()} {`)
    this.add(indent + 1, `on ${event + restriction[event](random)} {`)
    this.leaveOrGoOn(indent + 2, stage, later)
    this.add(indent + 1, '}')
    this.add(indent + 1, `on clicked where clicked.message == ${message} {`)
    this.step(indent + 2, stage, later)
    this.add(indent + 1, '}')
    this.add(indent, '} else {')
    this.step(indent + 1, stage, later)
    this.add(indent, '}')
  }

  condition() {
    const { random, area } = this
    return area && random.chance(0.2) ? `contact in ${area.regulars}` : condition(random)
  }

  branch(indent, stage, later) {
    const { random } = this
    this.add(indent, `if ${this.condition()} {`)
    this.step(indent + 1, stage, later)
    if (random.chance(0.4)) {
      this.add(indent, `} else if ${this.condition()} {`)
      this.step(indent + 1, stage, later)
    }
    if (random.chance(0.6)) {
      this.add(indent, '} else {')
      this.step(indent + 1, stage, later)
    }
    this.add(indent, '}')
  }

  leaveOrGoOn(indent, stage, later) {
    const { random } = this
    if (later.length > 0 && random.chance(0.6)) this.add(indent, `go to ${random.pick(later)}`)
    else if (random.chance(0.3)) this.add(indent, `finish "${phrase(random)}"`)
    else this.step(indent, stage, later)
  }

  scenario(number) {
    const { random } = this
    const person = random.pick(people)
    this.add(0, `scenario "${phrase(random)} (${number + 1})" for ${this.name} {`)
    const address = person
      .normalize('NFD')
      .replace(/[^a-z]/gi, '')
      .toLowerCase()
    const more = random.chance(0.4) ? `, country: ${random.pick(['AT', 'CH', 'FR', 'US'])}` : ''
    this.add(1, `contact(name: "${person}", email: "${address}@example.com"${more}, email_opt_in: true)`)
    this.add(
      1,
      `at 2026-0${random.integer(1, 9)}-${random.integer(10, 28)} ${random.integer(10, 19)}:00 in "Europe/Berlin"`,
    )
    this.add(1, `signed_up_for_email(${field.signed_up_for_email(random)})`)
    const moves = random.integer(1, 3)
    for (let move = 0; move < moves; move++) {
      this.add(1, `after ${duration(random)}`)
      if (random.chance(0.6)) {
        const event = random.pick(SHARED)
        this.add(1, `${event}(${field[event](random)})`)
      }
      this.add(1, `expect ${this.expectations()}`)
    }
    this.add(0, '}')
    this.add(0, '')
  }

  expectations() {
    const { random } = this
    const message = random.pick(this.messages)
    const [param] = message.params
    const given = param ? ` with (${param}: ${PARAMETERS[param][1](random)})` : ''
    const all = [
      `sent ${random.pick(this.messages).name}`,
      `sent ${message.name} times 1${given}`,
      `not sent ${random.pick(this.messages).name}`,
      `in stage ${random.pick(this.stages)}`,
      `goal ${this.goal}`,
      `not tagged #${random.pick(TAGS)}`,
      'finished',
      'contact.points >= 10',
    ]
    if (this.named.length > 0) all.push(`waiting at ${random.pick(this.named)}`)
    return random.some(all, random.integer(1, 3)).join(', ')
  }
}
