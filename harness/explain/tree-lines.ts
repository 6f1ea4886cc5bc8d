import { accessText, stepText } from './step-text.js'
import type { Branch, Layer } from './tree.js'

/** One line of a tree's text. */
export interface TreeLine {
  layer: Layer
  depth: number
  text: string
}

export const INDENT = '  '

/** A tree as lines, each step below the one that caused it; none wider than `width` where it can be. */
export function treeLines(tree: Branch, width: number): TreeLine[] {
  const lines: TreeLine[] = []
  addLines(tree, 0, width, lines)
  return lines
}

function addLines(
  { layer, step, children }: Branch,
  depth: number,
  width: number,
  to: TreeLine[],
): void {
  const room = width - depth * INDENT.length
  let rest = children
  if (step.type === 'accesses') {
    const head = step.backAtLevel === undefined ? '' : `level ${step.backAtLevel} again: `
    addAccesses(head, step.accesses.map(accessText))
  } else if (step.type === 'level' && children[0]?.step.type === 'accesses') {
    addAccesses(`${stepText(step)}: `, children[0].step.accesses.map(accessText))
    rest = children.slice(1)
  } else {
    to.push({ layer, depth, text: stepText(step) })
  }
  for (const child of rest) {
    // What is done in a table after a lower one was left is indented as before.
    const continues = step.type === 'level' && child.step.type === 'accesses'
    addLines(child, continues ? depth : depth + 1, width, to)
  }

  function addAccesses(head: string, words: readonly string[]): void {
    const [first, ...more] = wrapped(head, words, room)
    to.push({ layer, depth, text: first })
    for (const text of more) to.push({ layer, depth: depth + 2, text })
  }
}

/** Words in lines of at most `room` columns, a comma between them. */
function wrapped(head: string, words: readonly string[], room: number): [string, ...string[]] {
  const lines: [string, ...string[]] = [head]
  for (const [at, word] of words.entries()) {
    const part = at === words.length - 1 ? word : `${word}, `
    const line = lines[lines.length - 1]
    if (at > 0 && line.length + part.trimEnd().length > room) {
      lines[lines.length - 1] = line.trimEnd()
      lines.push(part)
    } else {
      lines[lines.length - 1] = line + part
    }
  }
  return lines
}
