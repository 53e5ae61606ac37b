// biome-ignore-all lint/suspicious/noThenProperty: the ways out of a branch are called `then` and `else`

/** Bundles as a compiler writes them, made by hand: what diagrams and words are tried on. */
import { type Bundle, type Journey, journeyHash, type Message, type Statistics } from '@journey-lang/runtime'

const SCHEMA = { $schema: 'https://journey-lang.dev/schema/graph-1.json', formatVersion: '1.0' }
/** Filled in once the bundle is whole. */
const HASH = ''

function withHashes(bundle: Bundle): Bundle {
  for (const journey of Object.values(bundle.journeys)) journey.hash = journeyHash(journey)
  return bundle
}

/** The journey of the language's first page: two starts, two stages, a goal, an exit. */
export const welcome = withHashes({
  ...SCHEMA,
  requires: ['frequency-caps', 'liquid', 'quiet-hours'],
  contact: {
    fields: {
      name: { type: 'string', optional: true },
      email: { type: 'email', optional: true },
      phone: { type: 'phone', optional: true },
      country: { type: 'country' },
      language: { type: 'language', default: 'en' },
      timezone: { type: 'timezone', optional: true },
      birthday: { type: 'date', optional: true },
      email_opt_in: { type: 'boolean', default: false },
    },
    timezone: 'timezone',
    language: 'language',
    doc: 'Everyone we may write to.',
  },
  tags: { new_customer: { title: 'Just arrived' }, vip: { title: 'Bought within a week of arriving' } },
  events: {
    signed_up_for_email: { title: 'Signed up for email', fields: {} },
    purchased: {
      title: 'Bought something',
      fields: {
        order: { type: 'string' },
        product: { type: 'string' },
        total: { type: 'money', currency: 'EUR' },
      },
    },
  },
  channels: {
    mail: {
      kind: 'email',
      to: { var: ['contact', 'email'] },
      consent: 'email_opt_in',
      quiet: { from: '21:00', to: '08:00' },
      limit: { count: 3, per: 'P7D' },
    },
  },
  messages: {
    hello: {
      channel: 'mail',
      params: {},
      content: {
        subject: { text: { cat: ['Welcome, ', { coalesce: [{ var: ['contact', 'name'] }, 'friend'] }] } },
        body: { liquid: 'Hello {{ contact.name }}', file: 'mails/hello.liquid' },
      },
    },
    offer: {
      channel: 'mail',
      params: { discount: { type: 'percent' } },
      content: {
        subject: {
          text: { cat: [{ format: [{ var: ['param', 'discount'] }, 'percent'] }, ' off, this week only'] },
        },
        body: {
          text: {
            cat: ['Come back and save ', { format: [{ var: ['param', 'discount'] }, 'percent'] }, '.'],
          },
        },
      },
    },
    thanks: {
      channel: 'mail',
      params: {},
      content: { subject: { text: 'Thank you' }, body: { text: 'You are a VIP now.' } },
    },
  },
  stageModels: {
    digital: {
      title: 'Digital',
      stages: [
        {
          name: 'subscription',
          title: 'Subscription',
          asks: 'How do engaged visitors leave their contact details?',
        },
        {
          name: 'conversion',
          title: 'Conversion',
          asks: 'How do leads spend a little time or money with us?',
        },
      ],
    },
  },
  journeys: {
    welcome: {
      title: 'Welcome',
      doc: 'Greets new contacts and turns them into customers.',
      hash: HASH,
      follows: 'digital',
      starts: [
        {
          id: 'signed_up_for_email',
          on: { event: 'signed_up_for_email' },
          where: { exists: [{ var: ['contact', 'email'] }] },
        },
        {
          id: 'tag new_customer',
          on: { tag: 'new_customer' },
          where: { exists: [{ var: ['contact', 'email'] }] },
        },
      ],
      enter: { rule: 'once' },
      goals: { first_purchase: { event: 'purchased', within: 'P30D' } },
      exits: [{ id: 'exit', when: { '!': [{ var: ['contact', 'email_opt_in'] }] } }],
      stages: [
        { name: 'subscription', entry: 'subscription/wait purchased' },
        { name: 'conversion', entry: 'conversion/send thanks' },
      ],
      entry: 'subscription/wait purchased',
      nodes: {
        'subscription/wait purchased': {
          kind: 'wait',
          stage: 'subscription',
          doc: 'Most people who buy at all do so in the first week.',
          arms: [{ name: 'purchased', on: { event: 'purchased' } }],
          limit: 'P7D',
          edges: { purchased: 'conversion/send thanks', timeout: 'subscription/send offer' },
        },
        'subscription/send offer': {
          kind: 'send',
          stage: 'subscription',
          message: 'offer',
          args: { discount: 0.1 },
          edges: { next: 'second_chance' },
        },
        second_chance: {
          kind: 'wait',
          named: true,
          stage: 'subscription',
          arms: [{ name: 'purchased', on: { event: 'purchased' } }],
          limit: 'P7D',
          edges: { purchased: 'conversion/send thanks', timeout: 'subscription/finish' },
        },
        'subscription/finish': {
          kind: 'finish',
          stage: 'subscription',
          reason: 'did not buy',
          edges: {},
        },
        'conversion/send thanks': {
          kind: 'send',
          stage: 'conversion',
          message: 'thanks',
          args: {},
          edges: { next: 'conversion/tag vip' },
        },
        'conversion/tag vip': {
          kind: 'tag',
          stage: 'conversion',
          tag: 'vip',
          edges: { next: 'conversion/finish' },
        },
        'conversion/finish': { kind: 'finish', stage: 'conversion', edges: {} },
      },
    },
  },
})

/** What a log of some hundred contacts left in the welcome journey. */
export const welcomeStatistics: Statistics = {
  journeys: {
    welcome: {
      entered: 1812,
      refused: 23,
      finished: 1577,
      exited: 41,
      goals: { first_purchase: 396 },
      nodes: {
        'subscription/wait purchased': {
          entered: 1812,
          waiting: 140,
          passed: { purchased: 288, timeout: 1361 },
        },
        'subscription/send offer': { entered: 1361, waiting: 6, passed: { next: 1350 } },
        second_chance: {
          entered: 1350,
          waiting: 48,
          passed: { purchased: 121, timeout: 1168 },
        },
        'subscription/finish': { entered: 1168, waiting: 0, passed: {} },
        'conversion/send thanks': { entered: 409, waiting: 0, passed: { next: 409 } },
        'conversion/tag vip': { entered: 409, waiting: 0, passed: { next: 409 } },
        'conversion/finish': { entered: 409, waiting: 0, passed: {} },
      },
    },
  },
}

const text = (value: string) => ({ text: value })
const mail = (subject: string): Message => ({
  channel: 'mail',
  params: {},
  content: { subject: text(subject), body: text('…') },
})

/** Branches, a wait for several events, a second channel, what happens when a message can't be sent, and a way back. */
const abandonedCart: Journey = {
  title: 'Abandoned cart',
  doc: 'Reminds people of what they left behind, and stops at once when they buy.',
  hash: HASH,
  starts: [
    {
      id: 'cart_abandoned',
      on: { event: 'cart_abandoned' },
      where: {
        and: [
          { exists: [{ var: ['contact', 'email'] }] },
          { '>=': [{ var: ['event', 'value'] }, { money: [2000, 'EUR'] }] },
        ],
      },
      key: { var: ['event', 'cart'] },
    },
    { id: 'manually', on: { manually: true } },
  ],
  enter: { rule: 'again', after: 'P14D' },
  goals: {
    recovered: {
      event: 'purchased',
      where: { '===': [{ var: ['event', 'cart'] }, { var: ['bind', 'start', 'cart'] }] },
      within: 'P7D',
    },
  },
  exits: [
    {
      id: 'exit purchased',
      on: { event: 'purchased' },
      where: { '===': [{ var: ['event', 'cart'] }, { var: ['bind', 'start', 'cart'] }] },
    },
    { id: 'exit untag shopper', on: { untag: 'shopper' } },
  ],
  stages: [],
  entry: 'delay',
  nodes: {
    delay: { kind: 'delay', for: 'PT1H30M', edges: { next: 'send reminder' } },
    'send reminder': {
      kind: 'send',
      message: 'reminder',
      args: {},
      edges: { next: 'reaction', else: 'if#2' },
    },
    reaction: {
      kind: 'wait',
      named: true,
      arms: [
        {
          name: 'clicked',
          on: { event: 'clicked' },
          where: { '===': [{ var: ['event', 'message'] }, 'reminder'] },
        },
        { name: 'cart_changed', on: { event: 'cart_changed' } },
        { name: 'points', until: { '>=': [{ var: ['contact', 'points'] }, 100] } },
      ],
      limit: 'P1D',
      edges: {
        clicked: 'if',
        cart_changed: 'delay',
        points: 'tag loyal',
        timeout: 'if#2',
      },
    },
    if: {
      kind: 'branch',
      when: {
        and: [
          {
            or: [{ in: [{ var: ['contact', 'country'] }, { list: ['DE', 'AT'] }] }, { has_tag: 'loyal' }],
          },
          { '!': [{ started_by: ['manually'] }] },
        ],
      },
      edges: { then: 'send coupon', else: 'finish#4' },
    },
    'if#2': {
      kind: 'branch',
      when: { exists: [{ var: ['contact', 'phone'] }] },
      edges: { then: 'send nudge', else: 'finish' },
    },
    'send nudge': { kind: 'send', message: 'nudge', args: {}, edges: { next: 'finish#2' } },
    'send coupon': {
      kind: 'send',
      message: 'coupon',
      args: { amount: { money: [750, 'EUR'] }, valid: { duration: 'P3D' } },
      edges: { next: 'tag loyal' },
    },
    'tag loyal': { kind: 'tag', tag: 'loyal', edges: { next: 'untag browsing' } },
    'untag browsing': { kind: 'untag', tag: 'browsing', edges: { next: 'finish#3' } },
    'finish#4': { kind: 'finish', reason: 'came back', edges: {} },
    finish: { kind: 'finish', edges: {} },
    'finish#2': { kind: 'finish', edges: {} },
    'finish#3': { kind: 'finish', edges: {} },
  },
}

export const cart = withHashes({
  ...SCHEMA,
  requires: ['keyed-runs'],
  contact: {
    fields: {
      email: { type: 'email', optional: true },
      phone: { type: 'phone', optional: true },
      country: { type: 'country' },
      points: { type: 'integer', default: 0 },
    },
  },
  tags: { loyal: {}, browsing: { title: 'Looking around' }, shopper: {} },
  events: {
    cart_abandoned: {
      title: 'Left a cart',
      fields: { cart: { type: 'string' }, value: { type: 'money', currency: 'EUR' } },
    },
    cart_changed: { title: 'Changed the cart', fields: {} },
    clicked: { title: 'Clicked a link', fields: { message: { type: 'message' } } },
    purchased: { fields: { cart: { type: 'string' } } },
  },
  channels: {
    mail: { kind: 'email', to: { var: ['contact', 'email'] } },
    texts: { kind: 'sms', to: { var: ['contact', 'phone'] } },
  },
  messages: {
    reminder: mail('You left something in your cart'),
    coupon: {
      channel: 'mail',
      params: { amount: { type: 'money', currency: 'EUR' }, valid: { type: 'duration' } },
      content: {
        subject: {
          text: {
            cat: [
              { format: [{ var: ['param', 'amount'] }, 'money'] },
              ' for you, ',
              { format: [{ var: ['param', 'valid'] }, 'duration'] },
              ' only',
            ],
          },
        },
      },
    },
    nudge: {
      channel: 'texts',
      params: {},
      content: { text: text('Your cart is still here. Shall we keep it?') },
    },
  },
  stageModels: {},
  journeys: { abandoned_cart: abandonedCart },
})

export const cartStatistics: Statistics = {
  journeys: {
    abandoned_cart: {
      entered: 12804,
      refused: 310,
      finished: 9120,
      exited: 3402,
      goals: { recovered: 3655 },
      nodes: {
        delay: { entered: 13010, waiting: 52, passed: { next: 12100 } },
        'send reminder': { entered: 12100, waiting: 0, passed: { next: 11800, else: 300 } },
        reaction: {
          entered: 11800,
          waiting: 230,
          passed: { clicked: 3100, cart_changed: 206, points: 12, timeout: 5600 },
        },
        if: { entered: 3100, waiting: 0, passed: { then: 1400, else: 1700 } },
        'if#2': { entered: 5900, waiting: 0, passed: { then: 4100, else: 1800 } },
        'send nudge': { entered: 4100, waiting: 0, passed: { next: 4100 } },
        'send coupon': { entered: 1400, waiting: 0, passed: { next: 1400 } },
        'tag loyal': { entered: 1412, waiting: 0, passed: { next: 1412 } },
        'untag browsing': { entered: 1412, waiting: 0, passed: { next: 1412 } },
        'finish#4': { entered: 1700, waiting: 0, passed: {} },
        finish: { entered: 1800, waiting: 0, passed: {} },
        'finish#2': { entered: 4100, waiting: 0, passed: {} },
        'finish#3': { entered: 1412, waiting: 0, passed: {} },
      },
    },
  },
}

/** Persian words and names, mixed with Latin ones, some of them long. */
export const persian = withHashes({
  ...SCHEMA,
  requires: [],
  contact: {
    fields: {
      نام: { type: 'string', optional: true },
      ایمیل: { type: 'email', optional: true },
      تلفن: { type: 'phone', optional: true },
      کشور: { type: 'country' },
      امتیاز: { type: 'integer' },
    },
  },
  tags: {
    مشتری_ویژه: { title: 'مشتری VIP باشگاه مشتریان' },
    تازه‌وارد: { title: 'تازه از راه رسیده' },
  },
  events: {
    خرید: {
      title: 'خرید از فروشگاه',
      fields: { مبلغ: { type: 'money', currency: 'IRR' }, محصول: { type: 'string' } },
    },
    signed_up: { title: 'عضویت در خبرنامهٔ Example Shop', fields: {} },
  },
  channels: {
    پیامک: { kind: 'sms', to: { var: ['contact', 'تلفن'] } },
    ایمیل: { kind: 'email', to: { var: ['contact', 'ایمیل'] } },
  },
  messages: {
    خوش‌آمد: {
      channel: 'ایمیل',
      params: {},
      content: {
        subject: {
          text: {
            cat: [
              'سلام ',
              { coalesce: [{ var: ['contact', 'نام'] }, 'دوست'] },
              '، به Example Shop خوش آمدید',
            ],
          },
        },
      },
    },
    تخفیف: {
      channel: 'پیامک',
      params: { درصد: { type: 'percent' } },
      content: {
        text: {
          text: {
            cat: [
              { format: [{ var: ['param', 'درصد'] }, 'percent'] },
              ' تخفیف برای همهٔ لیوان‌های سفالی، فقط تا پایان این هفته و با ارسال رایگان به سراسر کشور',
            ],
          },
        },
      },
    },
  },
  stageModels: {},
  journeys: {
    خوش‌آمدگویی: {
      title: 'خوش‌آمدگویی به مشتریان تازهٔ Example Shop',
      doc: 'به کسانی که تازه عضو شده‌اند سلام می‌کند و آن‌ها را با یک کد تخفیف (coupon) به خرید نخست می‌رساند.',
      hash: HASH,
      starts: [
        { id: 'signed_up', on: { event: 'signed_up' }, where: { exists: [{ var: ['contact', 'ایمیل'] }] } },
        { id: 'tag تازه‌وارد', on: { tag: 'تازه‌وارد' } },
      ],
      enter: { rule: 'once' },
      goals: { نخستین_خرید: { event: 'خرید', within: 'P30D' } },
      exits: [{ id: 'exit', when: { '===': [{ var: ['contact', 'نام'] }, 'آزمایشی'] } }],
      stages: [
        { name: 'اشتراک', title: 'اشتراک', entry: 'اشتراک/send خوش‌آمد' },
        { name: 'تبدیل', title: 'تبدیل به مشتری (Conversion)', entry: 'تبدیل/if' },
      ],
      entry: 'اشتراک/send خوش‌آمد',
      nodes: {
        'اشتراک/send خوش‌آمد': {
          kind: 'send',
          stage: 'اشتراک',
          message: 'خوش‌آمد',
          args: {},
          doc: 'نخستین پیام، همان روز.',
          edges: { next: 'اشتراک/wait خرید' },
        },
        'اشتراک/wait خرید': {
          kind: 'wait',
          stage: 'اشتراک',
          arms: [
            {
              name: 'خرید',
              on: { event: 'خرید' },
              where: { '>': [{ var: ['event', 'مبلغ'] }, { money: [500000000, 'IRR'] }] },
            },
          ],
          limit: 'P7D',
          edges: { خرید: 'تبدیل/if', timeout: 'اشتراک/send تخفیف' },
        },
        'اشتراک/send تخفیف': {
          kind: 'send',
          stage: 'اشتراک',
          message: 'تخفیف',
          args: { درصد: 0.15 },
          edges: { next: 'اشتراک/delay', else: 'اشتراک/finish' },
        },
        'اشتراک/delay': { kind: 'delay', stage: 'اشتراک', for: 'P1W', edges: { next: 'تبدیل/if' } },
        'اشتراک/finish': { kind: 'finish', stage: 'اشتراک', reason: 'پیامک نرسید', edges: {} },
        'تبدیل/if': {
          kind: 'branch',
          stage: 'تبدیل',
          when: {
            and: [
              { in: [{ var: ['contact', 'کشور'] }, { list: ['IR', 'AF', 'TJ'] }] },
              { '===': [{ var: ['bind', 'اشتراک/wait خرید', 'محصول'] }, 'لیوان آبی'] },
            ],
          },
          edges: { then: 'تبدیل/tag مشتری_ویژه', else: 'تبدیل/finish' },
        },
        'تبدیل/tag مشتری_ویژه': {
          kind: 'tag',
          stage: 'تبدیل',
          tag: 'مشتری_ویژه',
          edges: { next: 'تبدیل/finish#2' },
        },
        'تبدیل/finish': { kind: 'finish', stage: 'تبدیل', edges: {} },
        'تبدیل/finish#2': { kind: 'finish', stage: 'تبدیل', edges: {} },
      },
    },
  },
})
