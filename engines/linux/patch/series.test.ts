/** Patches as mails, mailboxes and folders of them. */
import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { git, LIBRARY, temporaryFolder, writeTree } from '../trees/testing.js'
import { patchTrees } from './index.js'
import {
  afterPatch,
  before,
  change,
  diffOf,
  folder,
  libraryOf,
  patchOf,
  refused,
  textIn,
  tree,
} from './testing.js'

test('mails are decoded, carriage returns that came on the way are taken off', () => {
  const wide = { [LIBRARY]: before.replace('second', 'm\u00fcller = 1') }
  const diff = diffOf(wide)
  const head =
    'From: A <a@example.org>\nSubject: [PATCH] It changes\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n'
  const quoted = [...Buffer.from(diff)]
    .map((byte) =>
      byte === 10 || (byte > 31 && byte < 127 && byte !== 61)
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    // Lines that end in a space keep it by its code.
    .replace(/ $/gm, '=20')
  const encoded = `${head}Content-Transfer-Encoding: quoted-printable\n\n${quoted}`
  const crlf = diff.replaceAll('\n', '\r\n')
  const mails = {
    'quoted.eml': encoded,
    'headers.eml': `Delivered-To: b@example.org\nX-Other: 1\n${encoded}`,
    'mark.eml': `\ufeff${encoded}`,
    'blank.eml': `\n\r\n${encoded}`,
    'base64.eml': `${head}Content-Transfer-Encoding: base64\n\n${Buffer.from(diff).toString('base64').replace(/.{76}/g, '$&\n')}\n`,
    'crlf.eml': `${head}\n${diff}`.replaceAll('\n', '\r\n'),
    'crlf.diff': crlf,
    'signed.diff': `${crlf}-- \n2.39\n`,
  }
  for (const [name, text] of Object.entries(mails)) {
    assert.equal(libraryOf(patchOf(name, text)), wide[LIBRARY], name)
  }
})

test('a mailbox and a folder are series: patches follow one another', () => {
  writeTree(folder, change)
  git(folder, 'commit', '--quiet', '-am', 'one')
  const both = { [LIBRARY]: change[LIBRARY].replace('changed', 'changed_twice') }
  writeTree(folder, both)
  git(folder, 'commit', '--quiet', '-am', 'two')
  const series = temporaryFolder()
  git(folder, 'format-patch', '--quiet', '--cover-letter', '-2', '-o', series)
  const mailbox = git(folder, 'format-patch', '--stdout', '-2')
  const twoDiffs = readdirSync(series)
    .sort()
    .slice(1)
    .map((name) => join(series, name))
  const range = afterPatch(tree, 'HEAD~2..HEAD')
  const inside = patchTrees(tree, twoDiffs)
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~2')
  assert.equal(libraryOf(patchOf('two.mbox', mailbox)), both[LIBRARY])
  assert.equal(libraryOf(series), both[LIBRARY])
  assert.equal(textIn(range), both[LIBRARY])
  assert.equal(range.tier, 'linux-6.1.7-HEAD-2..HEAD')
  // Named one by one, the second does not apply to the tree itself, and follows the first.
  assert.deepEqual(inside.map(textIn), [change[LIBRARY], both[LIBRARY]])
  assert.match(inside[1].notes.join('\n'), /on top of linux-6\.1\.7-0001-one/)
  writeFileSync(join(series, 'series'), '# quilt\n0001-one.patch\n')
  assert.equal(libraryOf(series), change[LIBRARY])
})

test('mails of a mailbox follow one another by their numbers, as far as they have them', () => {
  const second = { [LIBRARY]: change[LIBRARY].replace('changed', 'changed_twice') }
  const one = diffOf(change)
  writeTree(folder, change)
  git(folder, 'commit', '--quiet', '-am', 'one')
  const two = diffOf(second)
  git(folder, 'reset', '--quiet', '--hard', 'HEAD~1')
  const mail = (subject: string, body: string) =>
    `From 0 Mon Sep 17 00:00:00 2001\nFrom: A <a@example.org>\nSubject: ${subject}\n\nIt changes\n---\n${body}\n`
  const reply = mail('Re: [PATCH 2/2] Two', one.replace(/^/gm, '> '))
  const backwards = [mail('[PATCH v2 2/2] Two', two), reply, mail('[PATCH v2 1/2] One', one)]
  assert.equal(libraryOf(patchOf('a.mbox', backwards.join(''))), second[LIBRARY])
  const proposal = mail('Re: [PATCH 2/2] Two', one.replace('+int changed', '+int proposed'))
  const brackets = [
    mail('[RFC][PATCH 2/2 v2] Two', two),
    proposal,
    mail('[RFC][PATCH 1/2 v2] One', one),
  ]
  const after = afterPatch(tree, patchOf('c.mbox', brackets.join('')))
  assert.equal(textIn(after), second[LIBRARY])
  assert.match(after.notes.join('\n'), /the diff in "Re: \[PATCH 2\/2\] Two", a reply, is left out/)
  assert.match(libraryOf(patchOf('d.mbox', proposal)) ?? '', /proposed/)
  const versions = [mail('[PATCH 1/2] One', one), ...backwards]
  refused(
    patchOf('e.mbox', versions.join('')),
    /patch 1 in more than one version/,
    /leave the mails/,
  )
  const unnumbered = mail('[PATCH] Two', two) + mail('[PATCH v2 1/2] One', one)
  refused(patchOf('b.mbox', unnumbered), /patch failed/)
})

test('what gzip compressed is a patch too', () => {
  const file = join(temporaryFolder(), 'a.patch.gz')
  writeFileSync(file, gzipSync(diffOf(change)))
  assert.equal(libraryOf(file), change[LIBRARY])
  assert.equal(afterPatch(tree, file).tier, 'linux-6.1.7-a')
  writeFileSync(file, gzipSync(diffOf(change)).subarray(0, 20))
  refused(file, /cannot be read/)
})
