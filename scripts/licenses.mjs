// The licence texts of packages whose files were taken into a bundle.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A text with the licence of each package, by name. `inputs` are paths of files from `root`, as esbuild's metafile lists
 * them; those outside of `node_modules` are ours.
 */
export function licenses(root, inputs) {
  const packages = new Set(
    inputs.flatMap((path) => /^(?:\.\.\/)*(node_modules\/(?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []),
  )
  return [...packages]
    .sort()
    .map((path) => licenseOf(join(root, path)))
    .join('\n\n')
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = ['LICENSE', 'LICENSE.txt', 'LICENSE.md', 'License.txt', 'license'].find((each) =>
    existsSync(join(folder, each)),
  )
  const text = file === undefined ? '' : `\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
  return `${name} ${version} (${license})${text}`
}
