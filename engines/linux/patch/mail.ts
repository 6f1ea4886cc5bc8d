/** Patches as they come by mail: one mail, a mailbox of them, or no mail at all. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { groupBy, InputError } from '../../contract/index.js'
import { run } from '../trees/index.js'
import { hunksOf, withItsEnd } from './hunks.js'

/** The line that begins a mail of a mailbox. */
const MAILBOX = /^From \S+ .*\d\d:\d\d/
/** A header of a mail, whichever it is, and those of which a mail has one. */
const HEADER = /^[a-z][\w-]*: /i
const HEADER_OF_MAILS = /^(From|Subject|Date|Message-ID|MIME-Version|Content-[\w-]+): /im

/** What stands in brackets at the front of a subject: `[RFC][PATCH v2 3/7]`. */
const BRACKETS = /^\s*(?:\[[^\]]*\]\s*)+/
const PLACE = /\b(\d+)\/\d+\b/
const VERSION = /\bv(\d+)\b/i
const REPLY = /^\s*re:/i
const DIFF = /^(diff --git |--- )\S/m

interface Mail {
  subject: string
  diff: Buffer
  /** Its number in its series; empty where its subject has none. */
  place: string
  version: string
}

/** Diffs in their order, and what a reader should know of how they were found. */
export interface Diffs {
  diffs: readonly Buffer[]
  notes: readonly string[]
}

/**
 * The diffs of a file, in their order: of a mail what its body decodes to (quoted-printable, base64,
 * carriage returns), of a mailbox one for each mail, by their numbers where they have them.
 *
 * @throws InputError where a mail cannot be decoded without git, and git is not installed, and where a
 * mailbox has a series in several versions.
 */
export function diffsOf(file: Buffer, named: string): Diffs {
  const plain = file.toString('latin1').replace(BEFORE_TEXT, '')
  const text = Buffer.from(plain, 'latin1')
  if (!MAILBOX.test(plain) && !isMail(plain)) return asItIs(text)
  const folder = mkdtempSync(join(tmpdir(), 'unmap-bench-mail-'))
  try {
    const mailbox = join(folder, 'mailbox')
    writeFileSync(mailbox, text)
    const mails = join(folder, 'mails')
    const split = run('git', ['mailsplit', '-b', `-o${folder}`, '--', mailbox])
    if (split.missing) return withoutGit(text, named)
    if (!split.ok) throw new InputError(`--patch ${named}: ${split.complaint}`)
    const found = readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .sort()
      .map((name) => decoded(join(folder, name), mails, named))
    return inSeries(found, named)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** A mark of UTF-8 and empty lines, which mail programs leave at the front. */
const BEFORE_TEXT = /^(?:\xef\xbb\xbf)?(?:[ \t]*\r?\n)*/

/** Whether a text begins with the headers of a mail. */
function isMail(text: string): boolean {
  const [headers] = text.split(/\r?\n\r?\n/, 1)
  return HEADER.test(headers) && HEADER_OF_MAILS.test(headers)
}

function asItIs(text: Buffer): Diffs {
  return { diffs: [mended(text)], notes: [] }
}

/**
 * Diffs as their mails are numbered; as they lie where a number is missing, or there twice. What is in a
 * reply is a proposal to the series beside it, and no part of it.
 */
function inSeries(mails: readonly Mail[], named: string): Diffs {
  const holding = mails.filter(({ diff }) => DIFF.test(diff.toString('latin1')))
  const own = holding.filter(({ subject }) => !REPLY.test(subject))
  const patches = own.length === 0 ? holding : own
  const left = holding.filter((mail) => !patches.includes(mail))
  const byPlace = groupBy(patches, ({ place }) => place)
  for (const [place, several] of byPlace) {
    const versions = new Set(several.map(({ version }) => version))
    if (place !== '' && versions.size > 1) {
      const list = several.map(({ subject }) => `"${subject}"`).join(' and ')
      throw new InputError(
        `--patch ${named}: it has patch ${place} in more than one version, ${list}; leave the mails of one version in it`,
      )
    }
  }
  const isNumbered = byPlace.size === patches.length && !byPlace.has('')
  const inOrder = isNumbered
    ? patches.toSorted((a, b) => Number(a.place) - Number(b.place))
    : patches
  return {
    diffs: inOrder.map(({ diff }) => diff),
    notes: left.map(({ subject }) => `the diff in "${subject}", a reply, is left out`),
  }
}

function decoded(mail: string, into: string, named: string): Mail {
  // -k leaves subjects alone, -n does not convert character sets.
  const options = ['mailinfo', '-k', '-n', `${into}.message`, into]
  const { complaint, ok, stdout } = run('git', options, { input: readFileSync(mail) })
  if (!ok) throw new InputError(`--patch ${named}: ${complaint}`)
  const subject = /^Subject: (.*)$/m.exec(stdout)?.[1] ?? ''
  const [brackets = ''] = BRACKETS.exec(subject) ?? []
  return {
    subject,
    diff: mended(readFileSync(into)),
    version: VERSION.exec(brackets)?.[1] ?? '1',
    place: PLACE.exec(brackets)?.[1] ?? '',
  }
}

/** A mail in plain text is a patch as it is: what is no diff in it is passed over. */
function withoutGit(text: Buffer, named: string): Diffs {
  if (/^Content-Transfer-Encoding: *(quoted-printable|base64)/im.test(text.toString('latin1'))) {
    throw new InputError(
      `--patch ${named}: the mail is encoded, and git, which decodes it, is not installed; install git, or save the diff itself`,
    )
  }
  return asItIs(text)
}

/** A diff as it was made: where every line of its hunks ends with a carriage return, they got them on their way. */
function mended(text: Buffer): Buffer {
  const plain = text.toString('latin1')
  const lines = hunksOf(plain).flatMap(({ head, lines }) => [head, ...lines])
  const came = lines.length > 0 && lines.every((line) => line.endsWith('\r'))
  return Buffer.from(withItsEnd(came ? plain.replaceAll('\r\n', '\n') : plain), 'latin1')
}
