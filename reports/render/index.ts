export { type CanvasLoader, CanvasMissing } from './canvas.js'
export { toPng } from './png.js'
export { type SvgOptions, toSvg } from './svg.js'
export { compileChart } from './view.js'
