import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { HttpProblem } from './problem.ts'

/** Who may ask. */
export interface AccessOptions {
  /** Whoever knows it may do everything. Without one, the server must only be reached from this machine. */
  readonly token?: string
  /** Where the service is reached from outside: requests may come from pages there. */
  readonly publicUrl?: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
}

/** A shorter token could be guessed. */
export const MIN_TOKEN = 20
/** How long somebody stays logged in, in seconds. */
const SESSION_SECONDS = 12 * 60 * 60
const COOKIE = 'journey_session'
/** By which proxies tell for whom they ask. */
const PROXY_HEADERS = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip']
/** So many wrong tokens a minute get the answer that they are wrong; more, that it is time to wait. */
const MAX_FAILURES = 20

export interface Access {
  /** Whether a login is needed at all. */
  readonly guarded: boolean
  /** Throws when the request may not be answered. */
  check(request: Request): void
  /** Throws when a page of another site makes the browser write. */
  checkOrigin(request: Request): void
  /** The cookie that logs somebody in who knows the token. Throws when it is wrong. */
  login(token: string, request: Request): string
  /** The cookie that logs out. */
  logout(): string
}

/** Decides which requests are answered: by token, by the cookie of a login, or because they come from this machine. */
export function createAccess({ token, publicUrl, clock }: AccessOptions): Access {
  const failures = { since: 0, count: 0 }
  const publicHost = publicUrl === undefined ? undefined : new URL(publicUrl).host

  function noteFailure(): void {
    if (clock() - failures.since > 60_000) Object.assign(failures, { since: clock(), count: 0 })
    failures.count++
  }

  /**
   * Whether a text is the token. Who guesses is told to wait; who knows it is let in all the same, so that nobody can lock
   * others out. What keeps guesses from hitting is the length of the token.
   */
  function isToken(given: string): boolean {
    if (sameText(given, token!)) return true
    noteFailure()
    if (failures.count > MAX_FAILURES) {
      throw new HttpProblem('too_many', 'Too many wrong tokens. Wait a minute.', {
        headers: { 'retry-after': '60' },
      })
    }
    return false
  }

  function checkToken(request: Request): void {
    const authorization = request.headers.get('authorization')
    if (authorization !== null) {
      const given = /^Bearer +(.+)$/i.exec(authorization)?.[1]
      if (given !== undefined && isToken(given.trim())) return
      throw unauthorized('The token is not the one of this service.')
    }
    if (!isSession(cookieOf(request), token!, clock())) {
      throw unauthorized('Send the token of this service: "Authorization: Bearer TOKEN".')
    }
    checkOrigin(request)
  }

  /** Only pages of this service may make a browser write: it sends cookies, and reaches this machine, by itself. */
  function checkOrigin(request: Request): void {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const site = request.headers.get('sec-fetch-site')
    const origin = request.headers.get('origin')
    const isOwn =
      site !== null
        ? site === 'same-origin' || site === 'none'
        : origin === null || isOwnOrigin(origin, request)
    if (!isOwn) throw new HttpProblem('forbidden', 'Pages of other sites can not write here.')
  }

  function isOwnOrigin(origin: string, request: Request): boolean {
    if (!URL.canParse(origin)) return false
    const { host } = new URL(origin)
    return host === request.headers.get('host') || host === publicHost
  }

  /**
   * A name that somebody lets point to this machine would make a browser take another site for this service; and through a
   * proxy come those who are not on this machine.
   */
  function checkHost(request: Request): void {
    const host = request.headers.get('host') ?? new URL(request.url).host
    const passedOn = PROXY_HEADERS.some((name) => request.headers.has(name))
    if (isLocal(host) && !passedOn) return
    throw new HttpProblem(
      'forbidden',
      passedOn
        ? 'Without a token, nothing that a proxy passes on is answered. Set a token.'
        : 'Without a token, only requests to localhost are answered. Set a token to be reached by another name.',
    )
  }

  return {
    guarded: token !== undefined,
    check(request) {
      if (token !== undefined) {
        checkToken(request)
        return
      }
      checkHost(request)
      checkOrigin(request)
    },
    checkOrigin,
    login(given, request) {
      if (token === undefined || !isToken(given))
        throw unauthorized('The token is not the one of this service.')
      const until = Math.floor(clock() / 1000) + SESSION_SECONDS
      const secure = publicUrl?.startsWith('https:') === true && request.headers.get('host') === publicHost
      return cookie(`${until}.${signature(token, until)}`, SESSION_SECONDS, secure)
    },
    logout: () => cookie('', 0, false),
  }
}

function unauthorized(detail: string): HttpProblem {
  return new HttpProblem('unauthorized', detail, {
    headers: { 'www-authenticate': 'Bearer realm="journey"' },
  })
}

function cookie(value: string, seconds: number, secure: boolean): string {
  return `${COOKIE}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
}

function cookieOf(request: Request): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? []
  const own = pairs.map((pair) => pair.trim()).find((pair) => pair.startsWith(`${COOKIE}=`))
  return own?.slice(COOKIE.length + 1)
}

function isSession(value: string | undefined, token: string, now: number): boolean {
  const [until, signed, ...more] = value?.split('.') ?? []
  if (until === undefined || signed === undefined || more.length > 0) return false
  return sameText(signed, signature(token, Number(until))) && Number(until) * 1000 > now
}

/** With the token as the key, so that another token ends all logins. */
function signature(token: string, until: number): string {
  return createHmac('sha256', token).update(`session ${until}`).digest('base64url')
}

/** Compares in the same time wherever the first difference is, and whatever the lengths are. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** Whether a `Host` header names this machine. */
export function isLocal(host: string): boolean {
  const name = host.replace(/:\d+$/, '').toLowerCase()
  return /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(name)
}

/** Whether an address to listen on is only reached from this machine. */
export function isLoopback(host: string): boolean {
  return host === '::1' || isLocal(host)
}
