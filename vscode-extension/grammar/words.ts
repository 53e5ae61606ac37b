/**
 * The words of the language by how they are coloured. A test holds them against the compiler: each of its keywords
 * stands in exactly one list.
 */

/** What a declaration, or a part of one that has a name of its own, begins with. */
export const DECLARING = [
  'action', 'campaign', 'channel', 'contact', 'department', 'enum', 'event', 'goal', 'journey', 'kpi', 'map',
  'message', 'persona', 'segment', 'stage', 'stages', 'tag', 'touchpoint',
] as const // biome-ignore format: a list of words

/** Where ways part, and where they lead. */
export const STEERING = [
  'delay', 'else', 'enter', 'exit', 'finish', 'for', 'forever', 'go', 'if', 'import', 'leave', 'match', 'on', 'once',
  'repeat', 'split', 'start', 'until', 'wait', 'when', 'where',
] as const // biome-ignore format: a list of words

/** What is done. */
export const DOING = [
  'answer', 'call', 'emit', 'expect', 'fail', 'moved', 'notify', 'scenario', 'send', 'set', 'take', 'untag',
] as const // biome-ignore format: a list of words

/** Questions about what happened. */
export const ASKING = [
  'any', 'average', 'count', 'ever', 'last', 'latest', 'no', 'since', 'started', 'sum',
] as const // biome-ignore format: a list of words

/** Words between other words. */
export const JOINING = [
  'after', 'again', 'as', 'asks', 'at', 'by', 'called', 'change', 'does', 'entered', 'every', 'exited', 'finished',
  'follows', 'from', 'handoff', 'holdout', 'idea', 'key', 'loops', 'manually', 'notified', 'of', 'pain', 'per',
  'personas', 'plan', 'result', 'runs', 'sent', 'suppressed', 'tagged', 'times', 'to', 'up', 'via', 'waiting', 'with',
  'within',
] as const // biome-ignore format: a list of words

/** Operators that are words. `starts` is one before `with`. */
export const OPERATORS = ['and', 'contains', 'exists', 'has', 'in', 'not', 'or', 'starts'] as const

export const LITERALS = ['false', 'true'] as const

export const TYPES = [
  'boolean', 'channel', 'country', 'date', 'datetime', 'duration', 'email', 'integer', 'language', 'list', 'message',
  'money', 'number', 'percent', 'phone', 'string', 'time', 'timezone', 'url',
] as const // biome-ignore format: a list of words
