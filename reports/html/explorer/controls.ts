/** What the reader chooses with: lists, directions and check boxes, for one choice. */
import { groupBy } from '../../../engines/contract/index.js'
import { html, type Markup } from '../parts/markup.js'
import { hasMeasures, measuresAt, shapesAt } from './choice.js'
import type { Choice, ExplorerData } from './data.js'

const OP_LABELS = { map: 'map', unmap: 'unmap', sum: 'both', mixed: 'as they come' } as const

/** The form; what shows nothing with the rest of the choice cannot be chosen. */
export function controls(data: ExplorerData, choice: Choice): Markup {
  const place = data.places.find(({ id }) => id === choice.at)
  if (place === undefined) return html``
  const measures = measuresAt(data, place, choice.op, choice.of)
  const shown = shapesAt(data, choice)
  return html`<form class="controls" aria-label="What is shown">
<label class="field" for="what">What</label>
<select id="what" name="what">${[...groupBy(data.measures, ({ group }) => group)].map(
    ([group, all]) =>
      html`<optgroup label="${group}">${all.map(
        ({ id, label }) =>
          html`<option value="${id}"${flag('selected', id === choice.what)}${flag('disabled', !measures.has(id))}>${label}</option>`,
      )}</optgroup>`,
  )}</select>
<label class="field" for="at">Of what</label>
<select id="at" name="at">${[...groupBy(data.places, ({ group }) => group)].map(
    ([group, all]) =>
      html`<optgroup label="${group}">${all.map(
        ({ id, label }) =>
          html`<option value="${id}"${flag('selected', id === choice.at)}>${label}</option>`,
      )}</optgroup>`,
  )}</select>
<fieldset><legend>Direction</legend><div class="row">${place.ops.map(
    (op) =>
      html`<label><input type="radio" name="op" value="${op}"${flag('checked', op === choice.op)}>${OP_LABELS[op]}</label>`,
  )}</div></fieldset>
${
  data.sources.length < 2
    ? undefined
    : html`<fieldset><legend>Whose code</legend><div class="list">${data.sources.map(
        ({ id, label }) =>
          html`<label><input type="checkbox" name="of" value="${id}"${flag('checked', choice.of.includes(id))}${flag('disabled', !hasMeasures(data, place, choice.op, id))}>${label}</label>`,
      )}</div></fieldset>`
}
<fieldset><legend>Call shapes</legend><div class="list">${data.shapes.map(
    ({ colour, history, id }) =>
      html`<label><input type="checkbox" name="shape" value="${id}"${flag('checked', choice.shapes.includes(id))}${flag('disabled', !shown.has(id))}><span class="swatch" style="background:var(--series-${colour})"></span>${id}${history === '' ? undefined : html` <small>${history}</small>`}</label>`,
  )}</div>
<div class="row"><button type="button" name="every">All</button><button type="button" name="start">As at first</button></div></fieldset>
</form>`
}

function flag(name: string, is: boolean): Markup | undefined {
  return is ? html` ${name}` : undefined
}
