export { type CanvasLoader, CanvasMissing, loadCanvas } from './canvas.js'
export { type Pictures, toPictures, toSvg } from './pictures.js'
