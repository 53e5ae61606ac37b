import { type Page, source } from '../page.ts'

/** A tag that nothing uses, with what stands before it. */
const withTag = (before: string): string =>
  `${source`
    import { purchased } from "std/events"

    contact { points: integer = 0 }

    tag customer "Bought something"
  `}${before}${source`
    tag wholesale "Buys for a shop"

    journey customers "Customers" {
      start on purchased where not contact has #customer
      tag #customer
    }
  `}`

const IGNORED = '// journey-ignore unused-tag: the counter sets it, and reads it in its own program\n'

/** Comments that ignore what rules find. */
export const suppressionsPages = {
  'incomplete-suppression': {
    why: `A finding that is ignored comes back in every review: why is this right? The answer stands in the comment, behind
      the rule and a colon, where the next reader finds it.`,
    wrong: withTag('// journey-ignore unused-tag\n'),
    right: withTag(IGNORED),
  },
  'unknown-rule': {
    why: `A comment ignores one rule, by its name, which stands in every report. A misspelt name would ignore nothing, and
      nobody would notice. A code such as J6014 is not a name.`,
    wrong: withTag(`${IGNORED}// journey-ignore never-red: it is read elsewhere\n`),
    right: withTag(IGNORED),
  },
  'ignored-error': {
    why: `Warnings and hints are opinions, and a project may have another one. An error is a thing that can't work: no graph
      can be made, whatever a comment says. Mend what the error is about; the comment is of no use.`,
    wrong: withTag(`${IGNORED}// journey-ignore duplicate-name: we like it twice\n`),
    right: withTag(IGNORED),
  },
  'unused-suppression': {
    why: `What the comment was written for is gone, or it stands in the wrong place. Left there, it would hide the next
      mistake of that kind from everyone. Remove it, or move it right before what it is about.`,
    wrong: withTag(`${IGNORED}// journey-ignore unused-event: not yet\n`),
    right: withTag(IGNORED),
  },
} satisfies Record<string, Page>
