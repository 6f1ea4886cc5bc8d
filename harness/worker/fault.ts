/** An engine did something that it must not do; a worker reports it as this and not as a crash. */
export class EngineFault extends Error {
  constructor(
    readonly kind: 'wrong' | 'counts-varied',
    message: string,
  ) {
    super(message)
  }
}
