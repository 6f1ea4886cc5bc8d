/**
 * What stands in front of an event in the rarer layouts: ftrace's latency format, function_graph,
 * no columns at all, the kernel's log (tp_printk), `perf trace`, `perf script` without a CPU.
 */

/** Names that an event of interest begins with: without columns, nothing else shows that it is one. */
const EVENT =
  '(?:iommu:|dma:)?(?:(?:un)?map|dma_\\w+|pgt_(?:un)?map|iova_to_phys|(?:print: )?tracing_mark_write|add_device_to_group|remove_device_from_group|attach_device_to_domain): '

/** `TASK-PID CPU+FLAGS TIMEus+: ` of ftrace, and `TASK-PID CPU+FLAGS SECONDS: ` of `trace-cmd report -l`. */
const LATENCY = /^\s*.+?-(\d+)\s+\d+[^\s\d:]\S{3,10}\s+(?:\d+us[^\s\w]?\s*|\d+\.\d+):\s+(?=\S)/

/** No columns (ftrace's `nocontext-info`). */
const BARE = new RegExp(`^(?=${EVENT})`)

/** `[   12.345678] `, with a level before it or a caller behind, and `DATE HOST kernel: `. */
const LOG = new RegExp(
  `^(?:<\\d+>)?(?:\\S.* kernel: )?(?:\\[[^\\]]*\\] ?)*(?:\\[[^\\]]*\\]\\s*)?(?=${EVENT})`,
)

/** ` |  /\u002a EVENT \u002a/`: an event as a remark among the functions; of a marker, its text alone. */
const GRAPH = new RegExp(`\\|\\s+/\\* (?=${EVENT}|START\\b|STOP\\b)`)

/** `TASK PID SECONDS: iommu:map: `, of `perf script` with other fields, its event's system named. */
const NAMED = /^\s*\S.*?\s\d+\.\d+:\s+(?:\d+\s+)?(?=(?:iommu|dma):\w+: )/

/** ` TIME ( DURATION): TASK/PID iommu:map(`: `perf trace`. */
const PERF_TRACE = /^\s*\d+\.\d+ (?:\([^)]*\):? )?.*?\s(?=iommu:(?:un)?map\()/

export interface EventPlace {
  /** Of the event's text within the line. */
  from: number
  to: number
  pid: number | undefined
}

/** Where the event of a line lies that has no usual columns; `undefined` where it has none. */
export function eventPlace(line: string): EventPlace | undefined {
  const latency = LATENCY.exec(line)
  if (latency !== null) {
    return { from: latency[0].length, to: line.length, pid: Number(latency[1]) }
  }
  const graph = GRAPH.exec(line)
  if (graph !== null) {
    const end = line.lastIndexOf(' */')
    const from = graph.index + graph[0].length
    return { from, to: end > from ? end : line.length, pid: undefined }
  }
  for (const context of [BARE, LOG, NAMED, PERF_TRACE]) {
    const found = context.exec(line)
    if (found !== null) return { from: found[0].length, to: line.length, pid: undefined }
  }
  return undefined
}
