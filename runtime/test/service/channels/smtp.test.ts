import { afterEach, describe, expect, test } from 'vitest'
import type { Parcel, Sender } from '../../../src/service/channels/sender.ts'
import { createSmtpSender } from '../../../src/service/channels/senders/smtp.ts'
import { DEFAULT_PACE } from '../../../src/service/channels/settings.ts'
import { letter, notice } from './parcels.ts'
import { closedPort, type MailBehaviour, type MailSink, reply, startMailSink } from './sinks.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()))
})

function senderTo(port: number, more: object = {}): Sender {
  const sender = createSmtpSender({
    host: '127.0.0.1',
    port,
    security: 'none',
    from: 'Shop <hello@shop.example>',
    pace: DEFAULT_PACE,
    ...more,
  })
  open.push(sender)
  return sender
}

async function sinkThat(behaviour: MailBehaviour = {}): Promise<MailSink> {
  const sink = await startMailSink(behaviour)
  open.push(sink)
  return sink
}

const soon = () => AbortSignal.timeout(300)

async function mailOf(parcel: Parcel, more: object = {}) {
  const sink = await sinkThat()
  const verdict = await senderTo(sink.port, more).send(parcel, AbortSignal.timeout(5000))
  expect(verdict).toEqual({ kind: 'done' })
  expect(sink.mails).toHaveLength(1)
  return sink.mails[0]!
}

/** The words of a header that is written in ASCII by RFC 2047. */
function decoded(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?(B|Q)\?(.*?)\?=/gi, (_, encoding: string, text: string) =>
      encoding.toUpperCase() === 'B'
        ? Buffer.from(text, 'base64').toString()
        : decodeURIComponent(text.replaceAll('_', ' ').replaceAll('=', '%')),
    )
}

describe('a mail', () => {
  test('has the addresses, the texts, the key, and a Message-ID made of it', async () => {
    const { from, to, headers, source } = await mailOf(letter(), { replyTo: 'team@shop.example' })
    expect({ from, to }).toEqual({ from: 'hello@shop.example', to: ['sara@example.com'] })
    expect(headers).toMatchObject({
      from: 'Shop <hello@shop.example>',
      to: 'sara@example.com',
      'reply-to': 'team@shop.example',
      subject: 'Welcome, Sara',
      date: 'Mon, 02 Mar 2026 10:00:00 +0000',
      'x-journey-key': 'welcome%2Fsara%231%2Fsend%20hello%2F1',
      'content-type': 'text/plain; charset=utf-8',
    })
    expect(headers['message-id']).toMatch(/^<[0-9a-f]{40}@shop\.example>$/)
    expect(headers['list-unsubscribe']).toBeUndefined()
    expect(source).toContain('\r\n\r\nGood to have you here.')
  })

  test('is the same, byte for byte, when it is sent again', async () => {
    const parcel = letter({ content: { subject: 'Hi', body: '<p>Hello</p>', format: 'html' } })
    const first = await mailOf(parcel)
    const second = await mailOf({ ...parcel, attempt: 2 })
    expect(second.source).toBe(first.source)
  })

  test('in HTML has a plain text beside it', async () => {
    const body =
      '<!doctype html><h1>Hello &amp; welcome</h1><p>Our <a href="https://x.example/t">teas</a></p>'
    const { headers, source } = await mailOf(letter({ content: { subject: 'Hi', body, format: 'html' } }))
    expect(headers['content-type']).toContain('multipart/alternative')
    expect(source).toContain('Hello & welcome')
    expect(source).toContain('Our teas (https://x.example/t)')
    expect(source).toContain('<h1>Hello &amp; welcome</h1>')
  })

  test('in Persian arrives as it was written', async () => {
    const subject = 'خوش آمدید، سارا! این یک موضوع نسبتاً طولانی است تا در چند تکه نوشته شود'
    const { headers, source } = await mailOf(
      letter({ key: 'خوشامد/سارا#1/فرستادن/1', content: { subject, body: 'سلام' } }),
    )
    expect(decoded(headers.subject!)).toBe(subject)
    expect(decodeURIComponent(headers['x-journey-key']!)).toBe('خوشامد/سارا#1/فرستادن/1')
    const body = source.split('\r\n\r\n')[1]!.replaceAll('\r\n', '')
    expect(Buffer.from(body, 'base64').toString()).toBe('سلام')
  })

  test('tells how to unsubscribe with one click', async () => {
    const unsubscribe = `https://journeys.example/unsubscribe/${'x'.repeat(150)}.abc`
    const { headers } = await mailOf(letter({ unsubscribe }))
    expect(headers).toMatchObject({
      'list-unsubscribe': `<${unsubscribe}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
    })
  })

  test('whose subject holds a line break keeps its headers apart', async () => {
    const { headers } = await mailOf(letter({ content: { subject: 'Hi\r\nBcc: x@y.example', body: '' } }))
    expect(headers.subject).toBe('Hi Bcc: x@y.example')
    expect(headers.bcc).toBeUndefined()
  })

  test('to a department says what to do, and where it comes from', async () => {
    const { to, headers, source } = await mailOf(notice())
    expect(to).toEqual(['sales@example.com'])
    expect(headers.subject).toBe('Call Sara She did not buy.')
    expect(source).toContain('Journey: welcome, at "notify sales"')
  })
})

describe('what a server says', () => {
  const NOBODY = '5.1.1 <sara@example.com>: no such user'
  test.each<[what: string, behaviour: MailBehaviour, verdict: object]>([
    ['nobody is there', { onRecipient: () => reply(550, NOBODY) }, { kind: 'dead', bounced: true }],
    ['nobody, in the old way', { onRecipient: () => reply(550, 'unknown') }, { kind: 'dead', bounced: true }],
    ['no to the recipient by a policy', { onRecipient: () => reply(550, '5.7.1 no') }, { kind: 'dead' }],
    ['a full mailbox', { onRecipient: () => reply(452, '4.2.2 full') }, { kind: 'again' }],
    [
      'come back later, to strangers',
      { onRecipient: () => reply(451, '4.7.1 greylisted') },
      { kind: 'again' },
    ],
    ['no to the text', { onMail: () => reply(554, '5.6.0 spam') }, { kind: 'dead' }],
    ['later, to the text', { onMail: () => reply(452, 'no room') }, { kind: 'again' }],
    ['I go down', { onRecipient: () => reply(421, 'bye') }, { kind: 'again', provider: true }],
    [
      'no to the sender, which is about us',
      { onMailFrom: (_a, _s, callback) => callback(reply(550, 'who are you?')) },
      { kind: 'again', provider: true },
    ],
    [
      'no to everybody',
      { onConnect: (_s, callback) => callback(reply(554, 'no service')) },
      { kind: 'again', provider: true },
    ],
  ])('%s', async (_, behaviour, verdict) => {
    const sink = await sinkThat(behaviour)
    const found = await senderTo(sink.port).send(letter(), AbortSignal.timeout(5000))
    expect(found).toEqual({ ...verdict, reason: expect.any(String) })
    expect(sink.mails).toHaveLength(0)
  })

  test('a password that is wrong is mended by somebody, and costs no mail', async () => {
    const sink = await sinkThat({
      authOptional: false,
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: (_auth, _session, callback) => callback(reply(535, '5.7.8 no')),
    })
    const verdict = await senderTo(sink.port, { user: 'shop', password: 'hunter2' }).send(
      letter(),
      AbortSignal.timeout(5000),
    )
    expect(verdict).toMatchObject({ kind: 'again', provider: true })
  })
})

describe('a server that says nothing', () => {
  test('is given up in time', async () => {
    const sink = await sinkThat({ onMail: () => new Promise<never>(() => {}) })
    expect(await senderTo(sink.port).send(letter(), soon())).toEqual({
      kind: 'again',
      provider: true,
      reason: 'it did not answer in time',
    })
  })

  test('or goes away in the middle', async () => {
    const sink = await sinkThat({
      onMail: (_, socket) => {
        socket?.destroy()
        return new Promise<never>(() => {})
      },
    })
    expect(await senderTo(sink.port).send(letter(), AbortSignal.timeout(5000))).toMatchObject({
      kind: 'again',
      provider: true,
      reason: expect.stringMatching(/clos|reset/i),
    })
  })

  test('or is not there at all', async () => {
    const verdict = await senderTo(await closedPort()).send(letter(), AbortSignal.timeout(5000))
    expect(verdict).toMatchObject({
      kind: 'again',
      provider: true,
      reason: expect.stringContaining('ECONNREFUSED'),
    })
  })

  test('or can not encrypt: then nothing is sent', async () => {
    const sink = await sinkThat()
    const verdict = await senderTo(sink.port, { security: 'starttls' }).send(
      letter(),
      AbortSignal.timeout(5000),
    )
    expect(verdict).toMatchObject({ kind: 'again', provider: true })
    expect(sink.mails).toHaveLength(0)
  })
})

test('an address that is none is nobody to write to', async () => {
  const sink = await sinkThat()
  const verdict = await senderTo(sink.port).send(
    letter({ to: 'a@b.example>\r\nRCPT TO:<x@y.example' }),
    AbortSignal.timeout(5000),
  )
  expect(verdict.kind).toBe('dead')
  expect(await senderTo(sink.port).send(notice({ department: {} }), soon())).toMatchObject({ kind: 'dead' })
  expect(sink.mails).toHaveLength(0)
})
