/** An engine did something that it must not do; a worker reports it as this and not as a crash. */
export class EngineFault extends Error {
  constructor(
    readonly kind: 'threw' | 'wrong' | 'counts-varied',
    message: string,
    /** The row whose fault it is, in a process that has several. */
    readonly row?: string,
  ) {
    super(message)
  }
}
