// Makes the command that is published: the built modules and the packages that they use, in a few files. Looking for
// hundreds of small files takes longer than to check a project. What is only needed at times stays in files of its own.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { licenses } from './licenses.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'compiler/dist/command')

/**
 * Takes modules of Node by `process.getBuiltinModule`. An import of some names makes Node load whatever else the module
 * offers: for `node:fs` that is streams and the reading of lines, which takes longer than a small check.
 */
const builtins = {
  name: 'builtins',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](?:compiler|runtime)[/\\]dist[/\\].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(
        /^import \{([^}]*)\} from '(node:[\w/]+)';?$/gm,
        (_, names, module) =>
          `const {${names.replaceAll(' as ', ': ')}} = process.getBuiltinModule('${module}')`,
      ),
    }))
  },
}

rmSync(folder, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['compiler/dist/cli/main.js', 'compiler/dist/emit/graphviz-worker.js'],
  entryNames: '[name]',
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  // Only those who run journeys for real need it, and it brings a web server and a mail program.
  external: ['@journey-lang/runtime/service'],
  // Where a package comes in both kinds: the other one asks for modules of Node in a way that a bundle does not have.
  mainFields: ['module', 'main'],
  plugins: [builtins],
  target: 'node22.13',
  // Traces of what went wrong have to be readable.
  minify: false,
  metafile: true,
  logLevel: 'warning',
})
writeFileSync(join(folder, 'LICENSES.txt'), licenses(root, Object.keys(metafile.inputs)))
