import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'
import { graphvizLayout } from '../compiler/src/emit/graphviz-node.ts'
import { toSvg } from '../compiler/src/emit/svg.ts'
import { compile, lower } from '../compiler/src/index.ts'
import { openProject } from '../compiler/src/project/project.ts'

const graphviz = graphvizLayout()
afterAll(() => graphviz.close())

/** Renewed with: npx journey graph examples/shop --journey welcome > docs/images/welcome.svg */
it('the picture in the README is the one that the example gives', async () => {
  const opened = openProject(fileURLToPath(new URL('../examples/shop', import.meta.url)))
  if (!opened.ok) throw new Error('the example can not be opened')
  const { host, files, config } = opened.project
  const { bundle } = lower(compile(host, files, config).program)
  const drawn = await toSvg(bundle, 'welcome', { layout: graphviz.layout })
  expect(readFileSync(new URL('images/welcome.svg', import.meta.url), 'utf8').trim()).toBe(drawn.trim())
})
