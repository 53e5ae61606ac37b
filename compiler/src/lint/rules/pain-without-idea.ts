import type { MapStage, Remark } from '../../syntax/ast.ts'
import { rule } from '../rule.ts'

/** Something that hurts customers, without an idea in the same place or for the whole stage. */
export const painWithoutIdea = rule({
  name: 'pain-without-idea',
  check({ analysis, report }) {
    for (const { file, declaration } of analysis.declared('map')) {
      for (const stage of declaration.items) {
        if (stage.kind !== 'map-stage') continue
        for (const { keyword } of painsIn(stage)) report(file, keyword, {})
      }
    }
  },
})

function painsIn({ items }: MapStage): Remark[] {
  if (items.some(({ kind }) => kind === 'idea')) return []
  return items.flatMap((item) => {
    if (item.kind === 'pain') return [item]
    if (item.kind !== 'touchpoint' || item.members.some(({ kind }) => kind === 'idea')) return []
    return item.members.filter((member): member is Remark => member.kind === 'pain')
  })
}
