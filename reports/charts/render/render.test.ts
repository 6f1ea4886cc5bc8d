import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import * as vega from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { richAnalysis } from '../fixtures.js'
import { CHARTS, FONT } from '../index.js'
import { CanvasMissing, loadCanvas, type Pictures, toPictures, toSvg } from './index.js'

const SPEC: TopLevelSpec = {
  data: { values: [{ x: 1, y: 'a cell with a rather long name' }] },
  mark: 'point',
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y' } },
  config: { font: FONT },
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47])

async function bytesOf({ png }: Pictures): Promise<Buffer> {
  const bytes = await png
  assert.ok(Buffer.isBuffer(bytes))
  return bytes
}

test('a PNG is a PNG, and the same when two are encoded at a time', async () => {
  const wide = { ...SPEC, width: 999 }
  const [first, other] = [await toPictures(SPEC), await toPictures(wide)]
  const together = [await bytesOf(first), await bytesOf(other)]
  const alone = [await bytesOf(await toPictures(SPEC)), await bytesOf(await toPictures(wide))]
  assert.deepEqual(together[0]?.subarray(0, 4), PNG)
  assert.deepEqual(together, alone)
})

test('the SVG beside a PNG is the one that is drawn alone', async () => {
  assert.equal((await toPictures(SPEC)).svg, await toSvg(SPEC))
})

test('text is drawn with the committed fonts, on a machine that has none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-fonts-'))
  const none = join(folder, 'fonts.conf')
  writeFileSync(none, '<?xml version="1.0"?><fontconfig></fontconfig>')
  const script = `
    import { loadCanvas } from ${JSON.stringify(new URL('./canvas.js', import.meta.url).href)}
    const { createCanvas } = await loadCanvas()
    const context = createCanvas(10, 10).getContext('2d')
    for (const weight of ['normal', 'bold']) {
      context.font = weight + ' 100px DejaVu Sans'
      const of = (text) => context.measureText(text).width
      console.log(Math.round(of('mmmmmm') - of('m')))
    }`
  try {
    const widths = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      encoding: 'utf8',
      env: { ...process.env, FONTCONFIG_FILE: none },
    })
    // Five advances of 1995 and 2134 units, 2048 an em: those of `m` in the two files.
    assert.equal(widths, '487\n521\n')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('a chart is the same whether Vega measures its text or estimates it', async () => {
  // Its typings leave it out.
  const { textMetrics } = vega as unknown as { textMetrics: { canvas(use: boolean): void } }
  const drawn = async (measured: boolean) => {
    textMetrics.canvas(measured)
    const specs = CHARTS.flatMap((chart) => chart.spec(richAnalysis()) ?? [])
    return [await toSvg(SPEC), ...(await Promise.all(specs.map(toSvg)))]
  }
  try {
    const [[axes, ...measured], [otherAxes, ...estimated]] = [await drawn(true), await drawn(false)]
    assert.deepEqual(measured, estimated)
    // What Vega lays out itself is not.
    assert.notEqual(axes, otherAxes)
  } finally {
    textMetrics.canvas(true)
  }
})

test('a missing font is named, and costs no more than a missing binary does', async () => {
  const fonts = join(tmpdir(), 'no-fonts-here')
  await assert.rejects(
    loadCanvas(undefined, fonts),
    (error) =>
      error instanceof CanvasMissing &&
      /^a font could not be loaded \(ENOENT.*no-fonts-here.* SVG and HTML do without\.$/.test(
        error.message,
      ),
  )
})

test('a missing binary is named with the way out', async () => {
  const load = () => Promise.reject(new Error("Cannot find module 'canvas-linux-x64-gnu'\nstack"))
  const { svg, png } = await toPictures(SPEC, load)
  const missing = await png
  assert.ok(missing instanceof CanvasMissing)
  assert.match(missing.message, /canvas-linux-x64-gnu/)
  assert.match(missing.message, /npm install/)
  assert.doesNotMatch(missing.message, /stack/)
  assert.match(svg, /^<svg /)
})

test('what Vega would only warn of is an error', async () => {
  const wrong = {
    ...SPEC,
    mark: 'bar',
    encoding: { x: { field: 'x', type: 'quantitative', scale: { type: 'log', domain: [0, 1] } } },
  }
  await assert.rejects(toSvg(wrong as TopLevelSpec), /Vega: /)
})
