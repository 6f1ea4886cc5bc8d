/** Engines that declare what they do not keep. */
import type { Breakages } from './break.js'

export const FALSE_DECLARATIONS: Breakages = {
  'clears a covered table up to a hole and declares that it drops it': {
    noticedBy: ['a covered table is dropped with whatever it holds, where that is declared'],
    shape: 'clear-first',
    declares: { coveredTable: 'dropped' },
  },
  'drops a covered table and declares that it clears it': {
    noticedBy: ['a covered table is cleared up to its first hole, where that is declared'],
    declares: { coveredTable: 'cleared' },
  },
  'removes blocks whole and declares that it splits them': {
    noticedBy: [
      'a part of a block is unmapped and the rest of it stays, where blocks are split',
      'a part of a gigabyte, a block or a page, is unmapped, where blocks are split',
      'an unmap that crosses the edges of blocks takes its part of each, where blocks are split',
    ],
    shape: 'clear-first',
    declares: { insideBlock: 'split' },
  },
  'splits blocks and declares that it refuses to': {
    noticedBy: ['a part of a block cannot be unmapped and all of it stays, where that is refused'],
    declares: { insideBlock: 'refused' },
  },
  'splits blocks and declares that it removes them whole': {
    noticedBy: [
      'a part at the start of a block takes all of it and says so, where blocks go whole',
      'a part elsewhere in a block takes nothing of it, where blocks go whole',
    ],
    declares: { insideBlock: 'removed' },
  },
  'replaces empty tables alone and declares that it replaces all': {
    noticedBy: [
      'a block takes the place of a table and of all that it holds, where that is declared',
    ],
    shape: 'clear-first',
    declares: { blockOverTable: 'replaced' },
  },
  'replaces all tables and declares that they must be empty': {
    noticedBy: [
      'a block does not take the place of a table that holds a leaf, where that is declared',
    ],
    declares: { blockOverTable: 'replaced-if-empty' },
  },
}
