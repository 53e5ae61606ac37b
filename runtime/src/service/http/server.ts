import { randomUUID } from 'node:crypto'
import { createServer, type Server, STATUS_CODES } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { HttpProblem, type HttpProblemCode, problemHead, problemResponse } from './problem.ts'

export interface ListenOptions {
  readonly host: string
  /** 0: any that is free. */
  readonly port: number
}

export interface HttpServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string
  /** Takes no more, waits for what is being answered at most so long, in milliseconds, and lets go of the port. */
  close(patience: number): Promise<void>
}

/** The server can't listen there. The message says why and what to do. */
export class ListenError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ListenError'
  }
}

/** Headers come in time, or their connection is closed. Bodies have limits of their own. In milliseconds. */
const HEADERS_TIMEOUT = 10_000
/** A connection on which nothing moves is closed. */
const SILENCE = 120_000
const MAX_HEADERS = 16 * 1024

/** Listens for requests. */
export async function listen(
  answer: (request: Request) => Promise<Response>,
  { host, port }: ListenOptions,
): Promise<HttpServer> {
  const listener = getRequestListener(answer, {
    overrideGlobalObjects: false,
    errorHandler: () =>
      problemResponse(new HttpProblem('bad_request', 'The address or the Host header is not valid.')),
  })
  const server = createServer(
    {
      headersTimeout: HEADERS_TIMEOUT,
      requestTimeout: 0,
      connectionsCheckingInterval: 2000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: MAX_HEADERS,
    },
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  server.setTimeout(SILENCE)
  server.on('clientError', answerNonsense)
  await begin(server, host, port)
  const address = server.address() as AddressInfo
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address
  return {
    url: `http://${name}:${address.port}`,
    close: (patience) => end(server, patience),
  }
}

function begin(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ListenError(sentenceOf(error, host, port), { cause: error }))
    })
    server.listen(port, host, resolve)
  })
}

function sentenceOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is in use. Stop what listens there, or choose another port.`
    case 'EACCES':
      return `Port ${port} may not be used by this user. Choose one from 1024 on, and let a proxy listen on it.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `"${host}" is no address of this machine.`
    default:
      return `Nothing can listen on ${host}:${port}: ${message}.`
  }
}

function end(server: Server, patience: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(timer)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** What the parser of requests says, as a problem. */
const NONSENSE: Readonly<Record<string, readonly [HttpProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', `The headers are larger than ${MAX_HEADERS} bytes.`],
  ERR_HTTP_REQUEST_TIMEOUT: ['timeout', 'The headers did not come in time.'],
}

/** What is no HTTP gets an answer all the same, and its connection is closed. */
function answerNonsense(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [code, detail] = NONSENSE[error.code ?? ''] ?? [
    'bad_request',
    'The request is no HTTP that is understood.',
  ]
  const { type, title, status } = problemHead(code)
  const body = JSON.stringify({ type, title, status, code, detail })
  const headers = {
    Connection: 'close',
    'Content-Type': 'application/problem+json',
    'Content-Length': Buffer.byteLength(body),
    'X-Request-Id': randomUUID(),
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`)
}
