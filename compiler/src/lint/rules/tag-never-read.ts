import { USE } from '../../modules/symbols.ts'
import { rule } from '../rule.ts'

/** A tag that steps add or remove, and that nothing asks for. */
export const tagNeverRead = rule({
  name: 'tag-never-read',
  scope: 'project',
  check({ analysis, report }) {
    if (analysis.templatesReadTags) return
    for (const tag of analysis.declared('tag')) {
      const uses = analysis.uses.get(tag) ?? 0
      if ((uses & ~USE.tested) !== USE.written) continue
      report(tag.file, tag.declaration.name.span, { name: tag.name })
    }
  },
})
