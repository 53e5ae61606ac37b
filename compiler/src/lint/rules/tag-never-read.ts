import { USE } from '../../modules/symbols.ts'
import { templateFilesOf } from '../../templates/template-files.ts'
import type { Finder } from '../analysis/project.ts'
import { projectRule } from '../rule.ts'
import { usedAs } from '../unused.ts'

/** A tag that steps add or remove, and that nothing asks for. */
export const tagNeverRead = projectRule({
  name: 'tag-never-read',
  check({ analysis, project, report }) {
    for (const tag of analysis.declared('tag')) {
      if (!project.some(written, tag) || project.some(read, tag)) continue
      if (project.some(readByTemplates, 'tags')) return
      report(tag.file, tag.declaration.name.span, { name: tag.name })
    }
  },
})

const written = usedAs(USE.written)
const read = usedAs(USE.read)

/** A template that may show or compare any tag of the contact. */
const readByTemplates: Finder<'tags', true> = function* ({ module, program }) {
  for (const { path } of templateFilesOf(module)) {
    if (/\bcontact\s*\.\s*tags\b/.test(program.templates.get(path) ?? '')) yield ['tags', true]
  }
}
