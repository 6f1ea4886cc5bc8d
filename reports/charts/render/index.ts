export { type CanvasLoader, CanvasMissing, loadCanvas } from './canvas.js'
export { type Drawing, type Pictures, toPictures } from './pictures.js'
export { withView } from './view.js'
