/**
 * A static picture without what a page does not need: it is one image with a name of its own, so
 * what names its marks one by one goes, and so do defaults, digits below a hundredth of a pixel,
 * what the page's style sheet says of all pictures, and what a group can say for all its marks. It
 * halves them, and looks the same.
 */

/** Attributes that hold coordinates. */
const GEOMETRY = new Set([
  'd',
  'transform',
  'x',
  'x1',
  'x2',
  'y',
  'y1',
  'y2',
  'width',
  'height',
  'viewBox',
])

/** What is so without being said. */
const DEFAULTS: Record<string, string> = {
  opacity: '1',
  'fill-opacity': '1',
  'stroke-width': '1',
  'font-weight': 'normal',
  'text-anchor': 'start',
  x2: '0',
  y2: '0',
  'pointer-events': 'none',
  'stroke-miterlimit': '4',
}

/** A start tag with quoted attributes, as Vega writes them; text between tags is left alone. */
const TAG = /<([a-z]\w*)((?:\s+[\w:-]+="[^"]*")*)(\s*\/?>)/gi
const ATTRIBUTE = /\s+([\w:-]+)="([^"]*)"/g

/** Slims an SVG as Vega writes it, for a page whose style sheet sets the font of pictures. */
export function slimSvg(svg: string): string {
  const slim = svg
    .replace(TAG, (_, name: string, attributes: string, end: string) => {
      const kept = [...attributes.matchAll(ATTRIBUTE)].flatMap(([, attribute = '', value = '']) => {
        const text = slimValue(attribute, value)
        return text === undefined ? [] : [` ${attribute}="${text}"`]
      })
      return `<${name}${kept.join('')}${end}`
    })
    .replace(
      /<path class="(?:background|foreground)" d="(?:M0,0h0v0h0Z)?"(?: display="none")?\/>/g,
      '',
    )
  return hoist(slim)
}

/** Attributes that an element takes over from its group where it has none of its own. */
const INHERITED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'font-size',
  'font-weight',
  'text-anchor',
]

/** Marks of one group, none of which holds another element. */
const MARKS =
  /<g class="(mark-[^"]*)">((?:<(?:path|line|rect)[^>]*\/>|<(?:path|line|rect|text)[^>]*>[^<]*<\/\w+>){2,})<\/g>/g

/** Says once, of the group, what all its marks share. */
function hoist(svg: string): string {
  return svg.replace(MARKS, (_, group: string, marks: string) => {
    const tags = marks.match(/<\w[^>]*>/g) ?? []
    const shared = INHERITED.flatMap((name) => {
      const [first] = new RegExp(` ${name}="[^"]*"`).exec(tags[0] ?? '') ?? []
      return first !== undefined && tags.every((tag) => tag.includes(first)) ? [first] : []
    })
    const rest = marks.replace(/<\w[^>]*>/g, (tag) =>
      shared.reduce((text, attribute) => text.replace(attribute, ''), tag),
    )
    return `<g class="${group}"${shared.join('')}>${rest}</g>`
  })
}

/** An attribute's value as it is kept; nothing where the attribute goes. */
function slimValue(name: string, value: string): string | undefined {
  if (name === 'role' || name === 'font-family' || /^(?:aria-|xmlns:|version$)/.test(name)) {
    return undefined
  }
  if (DEFAULTS[name] === value) return undefined
  // The third class numbers a mark within its chart.
  if (name === 'class') return value.split(' ').slice(0, 2).join(' ')
  return GEOMETRY.has(name) ? rounded(value) : value
}

function rounded(value: string): string {
  return value.replace(/-?\d+\.\d{3,}(?:e[-+]?\d+)?/g, (number) =>
    String(Number(Number(number).toFixed(2))),
  )
}
