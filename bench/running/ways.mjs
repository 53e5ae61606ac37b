/**
 * The ways that contacts go through the welcome journey. Both machines are given the same ones: `sent` is the
 * provider's answer, `bought` an order, `time` the end of a limit. `ends` says what must have come out, so that a
 * machine that does something else is found out.
 */
export const ways = [
  {
    name: 'bought at once',
    country: 'DE',
    inputs: ['enter', 'sent', 'bought', 'sent'],
    ends: { at: 'thanked', messages: ['hello', 'thanks'] },
  },
  {
    name: 'bought after the offer',
    country: 'FR',
    inputs: ['enter', 'sent', 'time', 'sent', 'bought', 'sent'],
    ends: { at: 'thanked', messages: ['hello', 'offer', 'thanks'] },
  },
  {
    name: 'bought after free shipping',
    country: 'AT',
    inputs: ['enter', 'sent', 'time', 'sent', 'time', 'sent', 'bought', 'sent'],
    ends: { at: 'thanked', messages: ['hello', 'offer', 'free_shipping', 'thanks'] },
  },
  {
    name: 'never bought, near',
    country: 'DE',
    inputs: ['enter', 'sent', 'time', 'sent', 'time', 'sent', 'time'],
    ends: { at: 'lost', messages: ['hello', 'offer', 'free_shipping'] },
  },
  {
    name: 'never bought, abroad',
    country: 'US',
    inputs: ['enter', 'sent', 'time', 'sent', 'time', 'sent', 'time'],
    ends: { at: 'lost', messages: ['hello', 'offer', 'offer'] },
  },
]

/** Contacts that go each way. */
export const CONTACTS = 20

/** Every contact with its way. */
export const contacts = ways.flatMap((way, index) =>
  Array.from({ length: CONTACTS }, (_, number) => ({ id: `contact-${index}-${number}`, way })),
)

export const DAY = 24 * 60 * 60_000
/** When they all come in: 10:00 in Berlin, outside of quiet hours. */
export const BEGINNING = Date.UTC(2026, 2, 2, 9)
export const ORDER = { order: 'o-1', product: 'mug', total: { amount: 2000, currency: 'EUR' } }

/** Fails when a machine did not do what the way says. */
export function checkEnd(machine, { name, ends }, found) {
  const [wanted, got] = [ends, found].map(({ at, messages }) => `${at} after ${messages.join(', ')}`)
  if (wanted !== got)
    throw new Error(`The benchmark is wrong: with ${machine}, "${name}" ends ${got}, not ${wanted}.`)
}

/** How often one measurement goes all the ways, so that it takes long enough to be measured. */
export const PASSES = 5

/** Does something that often. Returns the last result. */
export const repeated = (work) => () => {
  for (let pass = 1; pass < PASSES; pass++) work()
  return work()
}
