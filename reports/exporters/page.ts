/** The page. Its modules are loaded when it is made: most commands make none. */
import type { Analysis } from '../../results/analysis/index.js'

/** The text of report.html. */
export async function page(analysis: Analysis): Promise<string> {
  const { htmlReport } = await import('../html/index.js')
  return htmlReport(analysis)
}
