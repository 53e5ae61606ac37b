/** More waits to be written than may wait. Try again in a moment. */
export class Overloaded extends Error {
  constructor(waiting: number) {
    super(`Too much is waiting to be written (${waiting} inputs). Try again in a moment.`)
    this.name = 'Overloaded'
  }
}

/** The engine was stopped before this could be written. */
export class Stopped extends Error {
  constructor() {
    super('The engine is stopped.')
    this.name = 'Stopped'
  }
}
