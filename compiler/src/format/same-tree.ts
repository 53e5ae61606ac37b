import type { SourceTree } from '../syntax/ast.ts'

/** Whether two files say the same: their trees and comments are alike, wherever they stand. */
export function sameTree(one: SourceTree, other: SourceTree): boolean {
  return (
    alike(one.declarations, other.declarations) &&
    one.comments.length === other.comments.length &&
    one.comments.every(({ text, documentation }, index) => {
      const comment = other.comments[index]!
      return comment.text === text && comment.documentation === documentation
    })
  )
}

function alike(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
    return Object.is(one, other)
  }
  if (Array.isArray(one)) {
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, index) => alike(item, other[index]))
    )
  }
  if (isSpan(one)) return isSpan(other)
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && alike(one[key as never], other[key as never]))
  )
}

function isSpan(value: object): boolean {
  return 'start' in value && 'end' in value && typeof value.start === 'number'
}
