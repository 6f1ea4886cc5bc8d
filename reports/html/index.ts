/** The page, and the parts that other pages share with it. */
export { drawLanes, type LaneChart } from './explorer/lane-chart.js'
export { contentsList } from './parts/contents-list.js'
export { figureTable } from './parts/figure-table.js'
export { html, type Markup } from './parts/markup.js'
export { pageOf, type Section, sectionsOf } from './parts/page.js'
export { responsive } from './parts/responsive.js'
export { htmlReport } from './report.js'
