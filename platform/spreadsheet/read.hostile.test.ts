import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import type { Problem } from '#domain/problem.ts'
import { readSpreadsheet } from './read.ts'
import {
  joinPacked,
  makeWorkbook,
  makeZip,
  packedPiece,
  repeatedMegabyte,
  workbookParts,
} from './zip-fixture.ts'

/**
 * Each file is read in a process of its own, so that time and memory are those of a worker that gets it. Bar: refused or
 * read within 10 s of processor time and 300 MB in all: what else the machine does is not the file's cost.
 */

const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const READER = `
import { readFileSync } from 'node:fs'
import { readSpreadsheet } from ${JSON.stringify(fileURLToPath(new URL('./read.ts', import.meta.url)))}
const cpu = ({ user, system }) => (user + system) / 1e6
const started = process.cpuUsage()
const outcome = await readSpreadsheet(readFileSync(process.argv[1]), process.argv[1]).then(
  (sheets) => ({ rows: sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0), first: sheets[0]?.rows[0]?.cells }),
  (error) => ({ code: error.details?.code ?? String(error) }),
)
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ ...outcome, seconds: cpu(process.cpuUsage(started)), peak }))`

interface Outcome {
  code?: string
  rows?: number
  first?: string[]
  /** Of processor time. */
  seconds: number
  /** MiB, the whole process. */
  peak: number
}

const read = async (file: Buffer): Promise<Outcome> => {
  const path = join(folder, 'x.xlsx')
  writeFileSync(path, file)
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    READER,
    path,
  ])
  const outcome = JSON.parse(stdout) as Outcome
  expect(outcome.seconds).toBeLessThan(10)
  expect(outcome.peak).toBeLessThan(300)
  return outcome
}

/** For files that are small in every way: in this process. */
const readHere = async (file: Uint8Array) =>
  readSpreadsheet(file, 'x').then(
    (sheets) => ({ first: sheets[0]?.rows[0]?.cells }),
    (error: Problem) => ({ code: error.details.code }),
  )

const GIB = 1024 * 1024 * 1024
const HEAD = '<worksheet><sheetData>'
const TAIL = '</sheetData></worksheet>'

/** A sheet whose rows never exist anywhere at once: `row(n)` for each n, packed by the thousand. */
const packedRows = (count: number, row: (n: number) => string): { packed: Buffer; size: number } => {
  const pieces = [packedPiece(HEAD)]
  let size = HEAD.length + TAIL.length
  for (let n = 1; n <= count; n += 1000) {
    const text = Array.from({ length: Math.min(1000, count - n + 1) }, (_, at) => row(n + at)).join('')
    size += text.length
    pieces.push(packedPiece(text))
  }
  return { packed: joinPacked([...pieces, packedPiece(TAIL)]), size }
}

describe('a hostile file is refused or bounded', () => {
  it('a bomb of 10 MB that says it is 3 GB, by its list of contents', async () => {
    const packed = repeatedMegabyte(10_000)
    expect(packed.length).toBeGreaterThan(9_000_000)
    expect(await read(makeZip(workbookParts({ packed, size: 3 * GIB })))).toMatchObject({
      code: 'spreadsheet-too-large',
    })
  })

  it('a bomb of 10 GB that says it is small, when it grows past its word', async () => {
    const packed = repeatedMegabyte(10_000)
    expect(await read(makeZip(workbookParts({ packed, size: 1000 })))).toMatchObject({
      code: 'spreadsheet-damaged',
    })
  })

  it('the same hidden in the shared texts, and one of spaces just inside the limit', async () => {
    const shared = {
      name: 'xl/sharedStrings.xml',
      packed: repeatedMegabyte(100, 'A'),
      size: 100 * 1024 * 1024,
    }
    expect(await read(makeWorkbook(`${HEAD}${TAIL}`, [shared]))).toMatchObject({
      code: 'spreadsheet-damaged',
    })
    const packed = repeatedMegabyte(120, '<a/>')
    expect(await read(makeZip(workbookParts({ packed, size: 120 * 1024 * 1024 })))).toMatchObject({ rows: 0 })
  })

  it('parts that overlap, too many parts, a password', async () => {
    const kernel = { name: 'k', packed: repeatedMegabyte(300) }
    const overlapping = Array.from({ length: 50 }, (_, n) => ({ name: `o${n}`, overlaps: true, size: 1 }))
    expect(await readHere(makeZip([kernel, ...overlapping]))).toEqual({ code: 'spreadsheet-damaged' })
    const many = Array.from({ length: 5000 }, (_, n) => ({ name: `p${n}`, data: 'x' }))
    expect(await readHere(makeZip(many))).toEqual({ code: 'spreadsheet-too-large' })
    expect(await readHere(makeZip([{ name: 'a', data: 'x', flags: 1 }]))).toEqual({
      code: 'spreadsheet-encrypted',
    })
  })

  it('a sheet of a million rows', async () => {
    const sheet = packedRows(1_000_000, (n) => `<row r="${n}"><c r="A${n}"><v>${n}</v></c></row>`)
    expect(await read(makeZip(workbookParts(sheet)))).toMatchObject({ code: 'spreadsheet-too-many-rows' })
  })

  it('a million empty rows are no rows', async () => {
    const sheet = packedRows(1_000_000, (n) => `<row r="${n}" ht="15"><c r="A${n}" s="1"/></row>`)
    expect(await read(makeZip(workbookParts(sheet)))).toMatchObject({ rows: 0 })
  })

  it('as many cells as are allowed, all different and long', async () => {
    const text = (n: number) => `cell number ${n} of a long sheet`
    const row = (n: number) => {
      const cells = Array.from(
        { length: 5 },
        (_, c) => `<c t="inlineStr"><is><t>${text(n * 5 + c)}</t></is></c>`,
      )
      return `<row r="${n}">${cells.join('')}</row>`
    }
    const sheet = packedRows(190_000, row)
    expect(await read(makeZip(workbookParts(sheet)))).toMatchObject({ rows: 190_000, first: { length: 5 } })
  })

  it('16,384 columns, and a column that no program has', async () => {
    const tooWide = { code: 'spreadsheet-too-many-columns' }
    const wide = '<c><v>1</v></c>'.repeat(16_384)
    expect(await readHere(makeWorkbook(`${HEAD}<row>${wide}</row>${TAIL}`))).toEqual(tooWide)
    const far = `${HEAD}<row><c r="ZZZZZZZZZZ1"><v>1</v></c></row>${TAIL}`
    expect(await readHere(makeWorkbook(far))).toEqual(tooWide)
    expect(await readHere(Buffer.from('a,'.repeat(5_000_000)))).toEqual(tooWide)
    expect(await readHere(Buffer.from(`"${'a,\n'.repeat(5_000_000)}`))).toEqual({
      code: 'spreadsheet-too-many-rows',
    })
    expect(await read(Buffer.from('a,b\n'.repeat(1_000_000)))).toMatchObject({
      code: 'spreadsheet-too-many-rows',
    })
  })

  it('one long text in a million cells', async () => {
    const shared = { name: 'xl/sharedStrings.xml', data: `<sst><si><t>${'长'.repeat(32_000)}</t></si></sst>` }
    const sheet = packedRows(100_000, (n) => `<row r="${n}">${'<c t="s"><v>0</v></c>'.repeat(10)}</row>`)
    expect(await read(makeZip(workbookParts(sheet, [shared])))).toMatchObject({
      code: 'spreadsheet-too-many-cells',
    })
  })

  it('external entities, growing entities and endless nesting', async () => {
    const secret = join(folder, 'secret.txt')
    writeFileSync(secret, 'SECRET')
    const sheet = (xml: string) => readHere(makeWorkbook(xml))
    const cell = `${HEAD}<row><c t="inlineStr"><is><t>&x;</t></is></c></row>${TAIL}`
    const damaged = { code: 'spreadsheet-damaged' }
    expect(await sheet(`<!DOCTYPE a [<!ENTITY x SYSTEM "file://${secret}">]>${cell}`)).toEqual(damaged)
    expect(await sheet(`<!DOCTYPE a [<!ENTITY x "aa"><!ENTITY y "&x;&x;">]>${cell}`)).toEqual(damaged)
    expect(await sheet(cell)).toEqual({ first: ['&x;'] })
    expect(await sheet('<a>'.repeat(1_000_000))).toEqual(damaged)
    expect(await sheet(`<a b="${'>'.repeat(3_000_000)}`)).toEqual(damaged)
    expect(await sheet(`<!--${'-'.repeat(3_000_000)}`)).toEqual(damaged)
    expect(await sheet(`<a ${'b="1" '.repeat(100_000)}/>`)).toEqual({ first: undefined })
    expect(await sheet('</a></a>')).toEqual(damaged)
  })

  it('archives in archives, other files, cut files', async () => {
    let nested = makeZip([{ name: 'a', data: 'x' }])
    for (let level = 0; level < 5; level += 1) nested = makeZip([{ name: 'inner.zip', data: nested }])
    expect(await readHere(nested)).toEqual({ code: 'spreadsheet-not-a-spreadsheet' })
    expect(await readHere(Buffer.from('%PDF-1.7\n\0\0\xff'))).toEqual({
      code: 'spreadsheet-not-a-spreadsheet',
    })
    expect(await readHere(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toEqual({
      code: 'spreadsheet-old-format',
    })
    const whole = makeWorkbook(`${HEAD}${TAIL}`)
    expect(await readHere(whole.subarray(0, whole.length - 30))).toEqual({ code: 'spreadsheet-damaged' })
    expect(await readHere(Buffer.alloc(21 * 1024 * 1024, 'a'))).toEqual({ code: 'spreadsheet-too-large' })
  })

  it('no cut or changed byte gets past it as anything but a problem', async () => {
    const whole = makeWorkbook(`${HEAD}<row><c><v>1</v></c></row>${TAIL}`)
    for (let at = 4; at < whole.length; at += 1) {
      const changed = Buffer.from(whole)
      changed[at] = (changed[at] ?? 0) ^ 0x5a
      for (const file of [changed, whole.subarray(0, at)]) {
        const outcome = await readSpreadsheet(file, 'x.xlsx').catch((error: Error) => error)
        if (outcome instanceof Error) expect(outcome.name).toBe('Problem')
      }
    }
  })
})
