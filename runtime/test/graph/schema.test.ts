import { expect, test } from 'vitest'
import published from '../../schema/graph-1.json' with { type: 'json' }
import { graphSchema } from '../../src/graph/schema.ts'
import { schemaMatchesTypes } from '../../src/graph/schema-types.ts'

test('the published schema is the one in the sources (test/write-schema.ts writes it)', () => {
  expect(published).toEqual(graphSchema)
})

test('the compiler compares every definition that has a type', () => {
  const partsOfOthers = [
    'Duration',
    'LocalTime',
    'LocalDate',
    'Currency',
    'ScalarType',
    'MoneyType',
    'ListType',
    'EnumType',
    'EnumMember',
    'MatchArm',
    'FieldRules',
    'Fields',
    'Operands',
    'One',
    'Two',
    'Content',
    'QuietHours',
    'FrequencyLimit',
    'ModelStage',
    'Manually',
    'JourneyStage',
    'NextEdge',
    'NextOrElse',
    'Arguments',
    'Breaks',
    'BasisPoints',
    'DelayBase',
    'DelayEnd',
    'Weekday',
    'DayOfMonth',
    'Share',
  ]
  expect(Object.keys(graphSchema.$defs).sort()).toEqual(
    [...Object.keys(schemaMatchesTypes), ...partsOfOthers].sort(),
  )
})
