// Makes the built commands work as `npx journey` and `npx journey-lsp` in the workspace. npm links commands when it installs, and leaves out
// those that are not built yet; and TypeScript writes files without the permission to run them.
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const commands = ['compiler', 'lsp'].flatMap((folder) => {
  const { bin } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  return Object.entries(bin).map(([name, path]) => [name, join(root, folder, path)])
})

for (const [name, script] of commands) {
  chmodSync(script, 0o755)
  // On Windows npm writes small scripts in place of links: `npm install` after the build makes them.
  if (process.platform === 'win32') continue
  const link = join(root, 'node_modules/.bin', name)
  mkdirSync(dirname(link), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(relative(dirname(link), script), link)
}
