import { compileTape, MAP, type Operation, type Tape } from '../../../engines/contract/index.js'

/**
 * Tapes of one operation or one scatter list, for a session that is done with each before it is handed
 * the next. Cases run one operation after the other, so a tape of one is written anew, not made anew.
 */
export class OneAtATime {
  private readonly one = compileTape([
    { op: 'mixed', timed: true, operations: [{ op: MAP, iova: 0, paddr: 0, size: 0 }] },
  ])

  tapeOf(operations: readonly Operation[]): Tape {
    const { one } = this
    const [{ continues, error, iova, op, paddr, size }] = operations
    if (operations.length > 1 || continues === true || error !== undefined) {
      return compileTape([{ op: 'mixed', timed: true, operations }])
    }
    one.op[0] = op
    one.iova[0] = iova
    one.paddr[0] = paddr
    one.size[0] = size
    return one
  }
}
