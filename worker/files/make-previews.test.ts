import { chmod, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { nextToPreview, previewKey } from '#api/files/preview.ts'
import { type Person, type TestClass, TestSchool } from '#api/testing/school.ts'
import { attachToMessage, upload } from '#api/testing/upload.ts'
import * as files from '#domain/files/contract.ts'
import * as previews from '#domain/files/preview-contract.ts'
import { writing } from '#domain/files/writing.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { systemContext } from '#platform/context.ts'
import { makeWorkbook, makeZip, repeatedMegabyte } from '#platform/spreadsheet/zip-fixture.ts'
import { jobs } from '../features.ts'
import { aDocx, relation, turnedHeic, wordParagraph, wordPicture, wordText } from './files-fixture.ts'
import { pdfOf } from './office.ts'
import { inThread } from './thread-of.ts'

let school: TestSchool
let room: TestClass
let student: Person

beforeAll(async () => {
  school = await TestSchool.start({ env: { OFFICE_COMMAND: 'none' } })
  room = await school.aClass({ students: 2 })
  student = room.students[0]!
})

const ask = (person: Person, fileId: string) => person.client.call(previews.openPreview, { fileId }, {})
const content = (person: Person, fileId: string) => person.client.fetch(previews.previewPath(fileId))
/** What became of a file that somebody uploaded and looks at. */
const look = async (name: string, bytes: Uint8Array, person = student) => {
  const fileId = await upload(person.client, name, bytes)
  expect(await ask(person, fileId)).toEqual({ state: 'waiting', kind: null })
  await school.runJobs(jobs)
  return { fileId, ...(await ask(person, fileId)) }
}
const shown = async (name: string, bytes: Uint8Array) => {
  const { fileId } = await look(name, bytes)
  return content(student, fileId)
}
const jobsOf = async () =>
  (
    await school.services.connection.db
      .selectFrom('jobRun')
      .select('id')
      .where('name', '=', previews.makePreviews.name)
      .execute()
  ).length
const DOCX_LIKE = 'Essay.docx'

describe('a photo of a telephone', () => {
  it('is shown upright, as a picture that may do nothing, under the rights of its file', async () => {
    const fileId = await upload(room.teacher.client, 'IMG_1.HEIC', turnedHeic())
    expect(await student.client.status(previews.openPreview, { fileId }, {})).toBe(404)
    await attachToMessage(school, room.id, room.teacher, fileId)
    await ask(student, fileId)
    await ask(room.teacher, fileId)
    expect((await content(student, fileId)).status).toBe(404)
    await school.runJobs(jobs)
    expect(await ask(student, fileId)).toEqual({ state: 'ready', kind: 'picture' })
    const answer = await content(student, fileId)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('content-disposition')).toContain('inline; filename="IMG_1.HEIC.jpg"')
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    const { data, info } = await sharp(Buffer.from(await answer.arrayBuffer()))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height]).toEqual([32, 64])
    const [red, blue] = [[...data.subarray(0, 3)], [...data.subarray(-3)]]
    expect([red[0]! > 200, red[2]! < 60, blue[0]! < 60, blue[2]! > 200]).toEqual([true, true, true, true])
    const stranger = (await school.aClass()).teacher
    expect((await content(stranger, fileId)).status).toBe(404)
    expect(await stranger.client.status(previews.openPreview, { fileId }, {})).toBe(404)
    expect((await school.visitor().fetch(previews.previewPath(fileId))).status).toBe(401)
  })

  it('is made once for all who wait, and each of them is told', async () => {
    const fileId = await upload(room.teacher.client, 'IMG_2.HEIC', turnedHeic())
    await attachToMessage(school, room.id, room.teacher, fileId)
    const before = await jobsOf()
    for (const person of [student, room.teacher, student]) await ask(person, fileId)
    expect(await jobsOf()).toBe(before + 1)
    await school.runJobs(jobs)
    await ask(student, fileId)
    expect(await jobsOf()).toBe(before + 1)
    const told = await school.services.connection.db
      .selectFrom('event')
      .select(['topic', 'payload'])
      .where('name', '=', previews.previewMade.name)
      .execute()
    const topics = told
      .filter(({ payload }) => JSON.stringify(payload).includes(fileId))
      .map(({ topic }) => topic)
    expect(topics.sort()).toEqual([student, room.teacher].map(({ id }) => topicOf('account', id)).sort())
  })

  it('that is broken or says it is enormous cannot be shown, and the worker goes on', async () => {
    const cut = turnedHeic().subarray(0, 500)
    const enormous = turnedHeic()
    // Width and height, in the grid and in what the file says of it.
    enormous.writeUInt32BE(60_000, enormous.lastIndexOf('ispe') + 8)
    enormous.writeUInt32BE(60_000, enormous.lastIndexOf('ispe') + 12)
    for (const bytes of [cut, enormous, Buffer.concat([turnedHeic().subarray(0, 40), Buffer.alloc(999, 7)])])
      expect(await look('IMG_3.HEIC', bytes)).toMatchObject({ state: 'failed', kind: null })
    expect(await look('IMG_4.HEIC', turnedHeic())).toMatchObject({ state: 'ready' })
  })
})

it('a scan is shown as a picture', async () => {
  const tiff = await sharp({ create: { width: 9, height: 5, channels: 3, background: 'red' } })
    .tiff()
    .toBuffer()
  const answer = await shown('scan.tif', tiff)
  expect(answer.headers.get('content-type')).toBe('image/jpeg')
  expect(await look('scan.tif', tiff.subarray(0, 60))).toMatchObject({ state: 'failed' })
})

describe('a document of a word processor', () => {
  const read = async (body: string, relations = '', more: Parameters<typeof aDocx>[2] = []) => {
    const answer = await shown(DOCX_LIKE, aDocx(body, relations, more))
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    return writing.parse(await answer.json())
  }

  it('is read without the program that wrote it: words, marks, lists that count on, tables', async () => {
    const item = (list: number, text: string) =>
      wordParagraph(wordText(text), `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`)
    const cell = (text: string, span = '') =>
      `<w:tc><w:tcPr>${span}</w:tcPr>${wordParagraph(wordText(text))}</w:tc>`
    const { blocks, isWhole } = await read(
      wordParagraph(
        wordText('水的循环 ') +
          wordText('fett', '<w:b/>') +
          wordText('2', '<w:vertAlign w:val="superscript"/>'),
      ) +
        item(2, 'one') +
        wordParagraph(wordText('between')) +
        item(2, 'two') +
        item(1, 'dot') +
        `<w:tbl><w:tr>${cell('a', '<w:gridSpan w:val="2"/>')}</w:tr><w:tr>${cell('b')}${cell('c')}</w:tr></w:tbl>`,
    )
    const line = (text: string) => [{ text }]
    expect(blocks).toEqual([
      {
        kind: 'paragraph',
        runs: [{ text: '水的循环 ' }, { text: 'fett', bold: true }, { text: '2', place: 'above' }],
      },
      { kind: 'item', level: 0, no: 1, runs: line('one') },
      { kind: 'paragraph', runs: line('between') },
      { kind: 'item', level: 0, no: 2, runs: line('two') },
      { kind: 'item', level: 0, no: null, runs: line('dot') },
      {
        kind: 'table',
        rows: [
          [{ lines: [line('a')], columns: 2, rows: 1 }],
          [
            { lines: [line('b')], columns: 1, rows: 1 },
            { lines: [line('c')], columns: 1, rows: 1 },
          ],
        ],
      },
    ])
    expect(isWhole).toBe(true)
  })

  it('keeps no link but to pages and addresses, and its pictures are drawn anew', async () => {
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'blue' } })
      .png()
      .toBuffer()
    const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    const link = (id: string) => `<w:hyperlink r:id="${id}">${wordText(id)}</w:hyperlink>`
    const { blocks } = await read(
      wordParagraph(link('good') + link('bad') + link('file') + wordPicture('blue') + wordPicture('svg')),
      relation('good', 'hyperlink', 'https://example.org/a') +
        relation('bad', 'hyperlink', 'javascript:alert(1)') +
        relation('file', 'hyperlink', 'file:///etc/passwd') +
        relation('blue', 'image', 'media/1.png') +
        relation('svg', 'image', 'media/2.png'),
      [
        { name: 'word/media/1.png', data: png },
        { name: 'word/media/2.png', data: svg },
      ],
    )
    expect(blocks[0]).toEqual({
      kind: 'paragraph',
      runs: [{ text: 'good', href: 'https://example.org/a' }, { text: 'bad' }, { text: 'file' }],
    })
    expect(blocks.slice(1)).toMatchObject([{ kind: 'picture', words: '' }])
    expect(JSON.stringify(blocks)).toMatch(/data:image\/jpeg;base64,[\w+/=]+"/)
  })

  it('that is a bomb, or no document at all, cannot be shown', async () => {
    const bomb = makeZip([
      { name: '[Content_Types].xml', packed: repeatedMegabyte(400), size: 400 * 1024 * 1024 },
    ])
    const liar = aDocx(wordParagraph(wordText('x')), relation('p', 'image', 'media/1.png'), [
      { name: 'word/media/1.png', packed: repeatedMegabyte(400), size: 10 },
    ])
    const deep = aDocx('<w:tbl><w:tr><w:tc>'.repeat(50_000))
    for (const bytes of [bomb, deep, makeZip([{ name: 'a.txt', data: 'hello' }])])
      expect(await look(DOCX_LIKE, bytes)).toMatchObject({ state: 'failed' })
    // The picture that lies is never asked for; the words are there.
    expect(await look(DOCX_LIKE, liar)).toMatchObject({ state: 'ready', kind: 'writing' })
  })
})

describe('text and tables', () => {
  it('are shown in the encoding they were written in', async () => {
    const gbk = Buffer.from('d7f7ced6a3bac2cbb5c4d1adbbb7a3acceaad5fdc8b7b5c4b4f0b0b8a1a3', 'hex')
    const answer = await shown('作文.txt', gbk)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(await answer.text()).toContain('的循环')
    const table = await shown('marks.csv', Buffer.from('name,score\n<b>Ann</b>,007\n'))
    expect(await table.json()).toEqual([
      {
        name: 'marks',
        rows: [
          ['name', 'score'],
          ['<b>Ann</b>', '007'],
        ],
        isWhole: true,
      },
    ])
  })

  it('of a workbook are its cells', async () => {
    const bytes = makeWorkbook(
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>一</t></is></c></row></sheetData></worksheet>',
    )
    expect(await (await shown('a.xlsx', bytes)).json()).toMatchObject([{ rows: [['一']] }])
    expect(await look('a.xlsx', bytes.subarray(0, 90))).toMatchObject({ state: 'failed' })
  })
})

describe('the office program', () => {
  const slides = () => makeZip([{ name: 'ppt/presentation.xml', data: '<p/>' }])
  const program = async (script: string): Promise<string> => {
    const path = join(await mkdtemp(join(tmpdir(), 'lectern-office-test-')), 'soffice')
    await writeFile(path, `#!/bin/sh\n${script}\n`)
    await chmod(path, 0o755)
    return path
  }

  it('that is missing leaves slides to be saved, and is asked for anew a day later', async () => {
    const { fileId, state } = await look('a.pptx', slides())
    expect(state).toBe('none')
    expect((await content(student, fileId)).status).toBe(404)
    school.offsetMs += 25 * 3600 * 1000
    expect(await ask(student, fileId)).toMatchObject({ state: 'waiting' })
    await school.runJobs(jobs)
    expect(await ask(student, fileId)).toMatchObject({ state: 'none' })
    school.offsetMs = 0
    expect(await pdfOf(slides(), 'pptx', '/nowhere/soffice')).toBeNull()
  })

  it('gets nothing of our environment, and what it prints is the preview', async () => {
    const command = await program('printf "%%PDF-1.7 $# $APP_KEY$DATABASE_URL$NODE_ENV." > document.pdf')
    expect(String(await pdfOf(slides(), 'pptx', command))).toBe('%PDF-1.7 8 .')
  })

  it('that hangs is ended with all it started; one that prints nothing has failed', async () => {
    const command = await program('sleep 600 & sleep 600')
    await expect(pdfOf(slides(), 'pptx', command, 100)).rejects.toThrow()
    await expect(pdfOf(slides(), 'pptx', await program('exit 0'))).rejects.toThrow()
    await expect(pdfOf(slides(), 'pptx', await program('exit 3'))).rejects.toThrow()
  })
})

describe('making previews', () => {
  it('ends a thread that takes too long', async () => {
    await expect(inThread({ what: 'heic', bytes: turnedHeic() }, 0)).rejects.toThrow('too long')
  })

  it('gives up a file that ended the worker three times, and goes on after one end', async () => {
    const { db } = school.services.connection
    const [once, often] = [
      await upload(student.client, 'a.txt', Buffer.from('a')),
      await upload(student.client, 'b.txt', Buffer.from('b')),
    ]
    for (const [fileId, tries] of [
      [once, 1],
      [often, 3],
    ] as const) {
      await ask(student, fileId)
      await db.updateTable('filePreview').set({ tries }).where('fileId', '=', fileId).execute()
    }
    // The worker that was at it is gone; its run is taken up again.
    await db.updateTable('jobRun').set({ attempt: 1, fence: 1 }).where('state', '=', 'waiting').execute()
    await school.runJobs(jobs)
    expect(await ask(student, once)).toMatchObject({ state: 'ready' })
    expect(await ask(student, often)).toMatchObject({ state: 'failed' })
  })

  it('loses none and makes none twice when it ends before or after what it wrote is known', async () => {
    const { db } = school.services.connection
    const { blobs } = school.services
    const fileIds = await Promise.all(
      ['one.txt', 'two.txt', 'three.txt'].map((name) => upload(student.client, name, Buffer.from(name))),
    )
    for (const fileId of fileIds) await ask(student, fileId)
    const runs = await jobsOf()
    // The process ends when the first preview lies there and nobody has been told.
    const put = blobs.put.bind(blobs)
    const killed = vi.spyOn(blobs, 'put').mockImplementationOnce(async (...preview) => {
      await put(...preview)
      throw new Error('killed')
    })
    await school.runJobs(jobs).catch(() => {})
    killed.mockRestore()
    const again = () =>
      db
        .updateTable('jobRun')
        .set({ state: 'waiting', finishedAt: null, runAt: new Date(0) })
        .where('name', '=', previews.makePreviews.name)
        .where('createdAt', '=', (query) =>
          query
            .selectFrom('jobRun')
            .select((row) => row.fn.max('createdAt').as('last'))
            .where('name', '=', previews.makePreviews.name),
        )
        .execute()
    await again()
    await school.runJobs(jobs)
    // It ends once more when all is written and its run is not.
    await again()
    await school.runJobs(jobs)
    for (const [n, fileId] of fileIds.entries()) {
      expect(await ask(student, fileId)).toEqual({ state: 'ready', kind: 'text' })
      expect(await (await content(student, fileId)).text()).toBe(['one.txt', 'two.txt', 'three.txt'][n])
    }
    const told = await db
      .selectFrom('event')
      .select('payload')
      .where('name', '=', previews.previewMade.name)
      .execute()
    const about = (fileId: string) =>
      told.filter(({ payload }) => JSON.stringify(payload).includes(fileId)).length
    expect(fileIds.map(about)).toEqual([1, 1, 1])
    expect(await jobsOf()).toBe(runs)
  })

  it('begins with whoever had least of it lately', async () => {
    const other = room.students[1]!
    await look('done.txt', Buffer.from('x'), other)
    const late = await upload(other.client, 'first-asked.txt', Buffer.from('x'))
    const fresh = (await school.aClass({ students: 1 })).students[0]!
    const first = await upload(fresh.client, 'later-asked.txt', Buffer.from('x'))
    await ask(other, late)
    await ask(fresh, first)
    const ctx = systemContext(school.services, newId())
    expect((await nextToPreview(ctx))?.id).toBe(first)
    await school.runJobs(jobs)
    expect(await ask(other, late)).toMatchObject({ state: 'ready' })
  })

  it('leaves nothing of a file that is thrown away', async () => {
    const { fileId } = await look('gone.txt', Buffer.from('gone'))
    const { blobs } = school.services
    expect(await blobs.size(previewKey(fileId))).not.toBeNull()
    await student.client.call(files.deleteFile, { fileId }, {})
    expect(await blobs.size(previewKey(fileId))).toBeNull()
    expect((await content(student, fileId)).status).toBe(404)
    expect(await student.client.status(previews.openPreview, { fileId }, {})).toBe(404)
  })

  it('asks nothing of the worker for what browsers show, or cannot be shown', async () => {
    const before = await jobsOf()
    for (const [name, bytes] of [
      ['a.pdf', Buffer.from('%PDF-1.7')],
      ['a.bin', Buffer.from([0, 1, 2])],
    ] as const) {
      const fileId = await upload(student.client, name, bytes)
      expect(await ask(student, fileId)).toEqual({ state: 'none', kind: null })
    }
    expect(await jobsOf()).toBe(before)
  })
})
