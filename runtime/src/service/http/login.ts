import type { Access } from './access.ts'
import { readAll } from './body.ts'
import { escapeHtml, smallPage } from './html.ts'
import { HttpProblem } from './problem.ts'

/** A form with a token and a path is short. */
const LIMITS = { size: 10_000, patience: 10_000 }

/** The page on which somebody with the token logs in to look at pages. */
export function loginPage(to: string, wrong?: string): Response {
  const remark = wrong === undefined ? '' : `<p role="alert"><strong>${escapeHtml(wrong)}</strong></p>`
  const body = `${remark}<form method="post" action="/login">
<input type="hidden" name="to" value="${escapeHtml(ownPath(to))}">
<label for="token">Token</label>
<input id="token" name="token" type="password" required autofocus autocomplete="current-password">
<button>Log in</button>
</form>
<p>It is the <code>JOURNEY_TOKEN</code> that the service was started with.</p>`
  return smallPage(
    { language: 'en', direction: 'ltr', title: 'Log in to Journey', body },
    wrong === undefined ? 200 : 401,
  )
}

/** Answers the form of the page. */
export async function logIn(request: Request, access: Access): Promise<Response> {
  access.checkOrigin(request)
  const form = new URLSearchParams((await readAll(request, LIMITS)).toString())
  const to = ownPath(form.get('to') ?? '/')
  try {
    return redirect(to, access.login((form.get('token') ?? '').trim(), request))
  } catch (error) {
    if (error instanceof HttpProblem && error.code === 'unauthorized') return loginPage(to, error.message)
    throw error
  }
}

export function logOut(request: Request, access: Access): Response {
  access.checkOrigin(request)
  return redirect('/login', access.logout())
}

function redirect(to: string, cookie: string): Response {
  return new Response(null, { status: 303, headers: { location: to, 'set-cookie': cookie } })
}

/** Only paths of this service: a login leads nowhere else. */
function ownPath(to: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(to) ? to : '/'
}
