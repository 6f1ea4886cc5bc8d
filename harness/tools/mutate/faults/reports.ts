import { type Fault, inFile } from './fault.js'

/** Figures on their way into reports. */
export const REPORTS: readonly Fault[] = [
  ...inFile(
    'reports/layout/group-lines.ts',
    ['reports/layout/tables-text', 'reports/exporters/markdown'],
    {
      "the two times of the rollback table stand under each other's heads": [
        '{ text: formatNs(callerNs) },\n      { text: formatNs(layeredNs) },',
        '{ text: formatNs(layeredNs) },\n      { text: formatNs(callerNs) },',
      ],
    },
  ),
  ...inFile('reports/html/sections/failing-maps.ts', ['reports/html/report'], {
    "the two times of the page's rollback table stand under each other's heads": [
      'timeCell(before),\n        timeCell(own.nsPerOperation),',
      'timeCell(own.nsPerOperation),\n        timeCell(before),',
    ],
  }),
  ...inFile('reports/exporters/csv.ts', ['reports/exporters/csv'], {
    'the lower bound of an interval in the CSV is the upper one': [
      '(entry) => of(entry)?.low)',
      '(entry) => of(entry)?.high)',
    ],
    'the failing page of the CSV is the number of pages': [
      'cell.failing?.page),',
      'cell.failing?.pages),',
    ],
    'instructions of an operation are those of a page in the CSV': [
      'figure?.instructions?.perOperation',
      'figure?.instructions?.perPage',
    ],
    "operations and bytes stand in each other's column of the CSV": [
      "column('operations', ({ cell, op }) => cell.operations[op]),\n  column('bytes', ({ cell, op }) => cell.bytes[op]),",
      "column('operations', ({ cell, op }) => cell.bytes[op]),\n  column('bytes', ({ cell, op }) => cell.operations[op]),",
    ],
    'the layout of a row is that of its cell in the CSV': [
      "column('row_layout', ({ figure }) => figure?.layout)",
      "column('row_layout', ({ cell }) => cell.layout)",
    ],
  }),
  ...inFile('reports/answer/figure-text.ts', ['reports/answer/figure-text'], {
    'the narrower side of an interval is printed for both': [
      '? spread(most) : undefined',
      '? spread(least) : undefined',
    ],
    'a spread is rounded so that it does not hold what was measured': [
      'Math.ceil(percent * 10 ** digits - 1e-6)',
      'Math.round(percent * 10 ** digits)',
    ],
    'the least of some ratios is called the most': [
      'a.judged.interval.estimate - b.judged.interval.estimate',
      'b.judged.interval.estimate - a.judged.interval.estimate',
    ],
  }),
  ...inFile('reports/answer/left-on-the-table.ts', ['reports/answer/screen'], {
    'of the invalidations the mildest case is reported, not the worst': [
      'b.commands / b.baseline - a.commands / a.baseline',
      'a.commands / a.baseline - b.commands / b.baseline',
    ],
  }),
  ...inFile(
    'reports/phrases/rollback.ts',
    ['reports/layout/tables-text', 'reports/exporters/markdown'],
    {
      'both ways of a rollback have the time of the other': [
        'callerNs, layeredNs, ratio: step',
        'callerNs: layeredNs, layeredNs: callerNs, ratio: step',
      ],
    },
  ),
  ...inFile('reports/phrases/format.ts', ['reports/phrases/format'], {
    '999.6 ns are printed as 1000 ns': [
      'const rounded = Number(ns.toPrecision(3))',
      'const rounded = ns',
    ],
    'a share is printed as its per cent': ['const percent = share * 100', 'const percent = share'],
  }),
  ...inFile('reports/charts/ratio-axis.ts', ['reports/charts/ratio-axis'], {
    'an interval that leaves the panel on one side is not said to be cut': [
      'low < least || high > most',
      'low < least && high > most',
    ],
  }),
]
