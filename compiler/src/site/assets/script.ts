/**
 * Brings the numbers of a page up to date every few seconds while somebody looks at it: parts that are marked so are
 * taken from the page as it is now. Without it the page is as it was when it was loaded, and nothing else is missing.
 */
export const SCRIPT = `const EVERY = 5000
const refresh = async () => {
  if (document.visibilityState !== 'visible') return
  const response = await fetch(location.href, { headers: { accept: 'text/html' } })
  if (!response.ok || response.redirected) return
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html')
  for (const part of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(part.id)
    if (!next || next.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue
    part.replaceChildren(...next.childNodes)
  }
}
const again = async () => {
  try {
    await refresh()
  } catch {
    // The server is away for a moment: the next time will tell.
  }
  setTimeout(again, EVERY)
}
setTimeout(again, EVERY)
`
