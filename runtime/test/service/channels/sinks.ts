/** Providers on loopback that behave as a test says, and remember what they were given. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

export interface Mail {
  readonly from: string
  readonly to: readonly string[]
  /** As it came over the line. */
  readonly source: string
  /** Headers, unfolded, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>
}

export interface MailSink {
  readonly port: number
  readonly mails: readonly Mail[]
  close(): Promise<void>
}

/** A reply of a mail server: its code, and what it says. */
export function reply(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}

/** What a mail server does at its steps: `undefined` is yes; an error is the reply; a promise that never ends, silence. */
export interface MailBehaviour extends SMTPServerOptions {
  readonly onRecipient?: (address: string, attempt: number) => Error | undefined | Promise<Error | undefined>
  readonly onMail?: (mail: Mail, socket: Socket | undefined) => Error | undefined | Promise<Error | undefined>
}

export async function startMailSink(behaviour: MailBehaviour = {}): Promise<MailSink> {
  const { onRecipient, onMail, ...options } = behaviour
  const mails: Mail[] = []
  let recipients = 0
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    hideSize: true,
    logger: false,
    ...options,
    async onRcptTo({ address }, _session, callback) {
      callback(await onRecipient?.(address, ++recipients))
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const source = Buffer.concat(chunks).toString()
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const mail = { from, to, source, headers: headersOf(source) }
        const connection = [...server.connections].find(({ session: one }) => one === session) as unknown as
          | { _socket: Socket }
          | undefined
        const error = await onMail?.(mail, connection?._socket)
        if (!error) mails.push(mail)
        callback(error)
      })
    },
  })
  // A client that goes away in the middle is what some tests are about.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () =>
      new Promise((resolve) => {
        for (const { _socket } of server.connections as unknown as Set<{ _socket: Socket }>) _socket.destroy()
        server.close(() => resolve())
      }),
  }
}

function headersOf(source: string): Record<string, string> {
  const head = source.slice(0, source.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return Object.fromEntries(
    head
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  )
}

export interface Post {
  readonly body: string
  readonly headers: IncomingMessage['headers']
}

export interface WebSink {
  readonly url: string
  /** Every request, in order. */
  readonly posts: readonly Post[]
  close(): Promise<void>
}

/** What a web server answers: a status, with headers and a body; or whatever it does to the response. */
export type Answer =
  | number
  | { status: number; headers?: Record<string, string>; body?: string }
  | ((response: ServerResponse) => void)

export async function startWebSink(
  answer: (post: Post, count: number) => Answer = () => 200,
): Promise<WebSink> {
  const posts: Post[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const post = { body: Buffer.concat(chunks).toString(), headers: request.headers }
      posts.push(post)
      const given = answer(post, posts.length)
      if (typeof given === 'function') return given(response)
      const { status, headers = {}, body = '' } = typeof given === 'number' ? { status: given } : given
      response.writeHead(status, headers).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    posts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const sink = await startWebSink()
  await sink.close()
  return Number(new URL(sink.url).port)
}

/** A web server's answer that never comes. */
export const hang: Answer = () => {}
/** The connection ends in the middle of an answer. */
export const closeMidway: Answer = (response) => {
  response.writeHead(200, { 'Content-Length': '1000' })
  response.write('{"val')
  response.socket?.destroy()
}
