import { define, type NoArgs } from '../definition.ts'

/** J41xx: steps that steer a run or reach beyond it, holdouts, and moves. */
export const steering = define({
  'shares-not-whole': {
    code: 'J4101',
    severity: 'error',
    message: (a: { split: string; sum: string }) =>
      `The shares of the split "${a.split}" add up to ${a.sum}, and not to 100%.`,
  },
  'share-too-fine': {
    code: 'J4102',
    severity: 'error',
    message: (_: NoArgs) => 'A share is written out, with at most two decimals, such as 33.33%.',
  },
  'holdout-out-of-range': {
    code: 'J4103',
    severity: 'error',
    message: (_: NoArgs) => 'A holdout is more than 0% and less than 100%, such as 5%.',
  },
  'holdout-unmeasured': {
    code: 'J4104',
    severity: 'warning',
    message: (a: { goal: string | undefined }) =>
      a.goal === undefined
        ? 'Nothing is measured for those who are held out. Add a goal, such as: goal first_order: purchased within 30 days'
        : `The goal "${a.goal}" is not measured for those who are held out: they are never inside. Say how long it counts, such as: within 30 days`,
  },
  'times-out-of-range': {
    code: 'J4105',
    severity: 'error',
    message: (a: { most: number }) =>
      `How often is a whole number that is written out, from 1 to ${a.most}: repeat up to 3 times`,
  },
  'emit-about-message': {
    code: 'J4106',
    severity: 'error',
    message: (a: { event: string }) =>
      `"${a.event}" is about a message, and is told by who delivers it. Emit an event of your own.`,
  },
  'not-by-hand': {
    code: 'J4107',
    severity: 'error',
    message: (a: { journey: string }) =>
      `The journey "${a.journey}" can't be entered from here. Give it a line "start manually".`,
  },
  'moved-elsewhere': {
    code: 'J4108',
    severity: 'error',
    message: (a: { journey: string }) => `A contact can only be moved within "${a.journey}".`,
  },
  'moved-but-there': {
    code: 'J4109',
    severity: 'error',
    message: (a: { step: string; journey: string }) =>
      `"${a.step}" is still a step of "${a.journey}", so nobody needs to be moved. Remove this line, or correct the name.`,
  },
})
