import { describe, expect, test, vi } from 'vitest'
import type { Endpoint } from '#domain/contract.ts'
import type { FileView } from '#domain/files/contract.ts'
import type { FilePreview } from '#domain/files/preview-contract.ts'
import { openPreview } from '#domain/files/preview-contract.ts'
import type { Writing, WritingBlock } from '#domain/files/writing.ts'
import { Problem } from '#domain/problem.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import FileLook from './FileLook.tsx'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const DOCX = `${OFFICE}.wordprocessingml.document`
const XLSX = `${OFFICE}.spreadsheetml.sheet`

const fileOf = (mediaType: string): FileView => ({ id: 'f', name: 'Essay', mediaType, size: 1000 })

/** What the worker wrote down, which is no endpoint of the contract. */
const content = (answer: () => unknown) => ({
  entry: { method: 'GET', path: '/api/files/:fileId/preview/content' } as Endpoint,
  answer,
})

/** The viewer of a file on a page as wide as a telephone. */
const look = async (mediaType: string, preview: FilePreview, made: () => unknown = () => null) => {
  const asked = serve([door(openPreview, () => preview), content(made)])
  const root = await draw(() => (
    <div style={{ width: '360px' }}>
      <FileLook file={fileOf(mediaType)} />
    </div>
  ))
  // What draws a document is loaded with the first one.
  const has = (words: string) =>
    vi.waitFor(() => expect(root.textContent).toContain(words), { timeout: 15_000 })
  return { root, asked, has }
}

const document_ =
  (blocks: WritingBlock[], isWhole = true) =>
  () =>
    ({ blocks, isWhole }) satisfies Writing
const line = (text: string) => [{ text }]
const ready = (kind: 'writing' | 'table' | 'text'): FilePreview => ({ state: 'ready', kind })

describe('a document of a word processor', () => {
  test('is drawn with its headings, marks, links, list numbers and tables, and nothing of it is markup', async () => {
    const cell = (text: string, columns = 1) => ({ lines: [line(text)], columns, rows: 1 })
    const { root, has } = await look(
      DOCX,
      ready('writing'),
      document_([
        { kind: 'heading', level: 1, runs: line('Water') },
        {
          kind: 'paragraph',
          runs: [
            { text: 'H' },
            { text: '2', place: 'below' },
            { text: 'O <b>is</b> ' },
            { text: 'wet', bold: true },
            { text: ' (source)', href: 'https://example.org/a' },
          ],
        },
        { kind: 'item', level: 0, no: 9, runs: line('nine') },
        { kind: 'item', level: 1, no: null, runs: line('dot') },
        { kind: 'table', rows: [[cell('wide', 2)], [cell('left'), cell('right')]] },
      ]),
    )
    await has('Water')
    expect(root.querySelector('h3')?.textContent).toBe('Water')
    expect(root.textContent).toContain('H2O <b>is</b> wet')
    expect(root.querySelector('b')).toBeNull()
    const link = root.querySelector('a')
    expect([link?.href, link?.rel]).toEqual(['https://example.org/a', 'noopener noreferrer external'])
    expect(root.textContent).toContain('9.nine')
    expect(root.textContent).toContain('•dot')
    expect(root.querySelector('td')?.colSpan).toBe(2)
    const bold = [...root.querySelectorAll('span')].find((one) => one.textContent === 'wet')
    expect(Number(getComputedStyle(bold!).fontWeight)).toBeGreaterThanOrEqual(600)
    expect(getComputedStyle(root.querySelector('td')!).borderTopStyle).toBe('solid')
    expect(root.textContent).not.toContain('There is more in the file')
  })

  test('that goes on says so, and its long words and wide tables scroll inside it', async () => {
    const columns = Array.from({ length: 30 }, (_, n) => ({
      lines: [line(`column${n}`)],
      columns: 1,
      rows: 1,
    }))
    const { root, has } = await look(
      DOCX,
      ready('writing'),
      document_(
        [
          { kind: 'paragraph', runs: line('w'.repeat(400)) },
          { kind: 'table', rows: [columns] },
        ],
        false,
      ),
    )
    await has('There is more in the file: save it to see the rest.')
    expect(root.firstElementChild!.scrollWidth).toBe(360)
  })
})

describe('a table', () => {
  test('shows its sheets by name with their cells, and says where only the first rows are shown', async () => {
    const { root, has } = await look(XLSX, ready('table'), () => [
      {
        name: '一班',
        rows: [
          ['name', 'score'],
          ['<b>Ann</b>', '007', ''],
        ],
        isWhole: true,
      },
      { name: 'Long', rows: [Array.from({ length: 40 }, (_, n) => `cell ${n}`)], isWhole: false },
    ])
    await has('<b>Ann</b>')
    expect([...root.querySelectorAll('figcaption')].map((one) => one.textContent)).toEqual(['一班', 'Long'])
    const [first, second] = root.querySelectorAll('figure')
    expect([...first!.querySelectorAll('td')].map((one) => one.textContent)).toEqual([
      'name',
      'score',
      '',
      '<b>Ann</b>',
      '007',
      '',
    ])
    expect(first?.textContent).not.toContain('Only the first')
    expect(second?.textContent).toContain('Only the first 200 rows and 40 columns are shown.')
    expect(root.firstElementChild!.scrollWidth).toBe(360)
    const scrolling = second!.querySelector('section')!
    expect(scrolling.scrollWidth).toBeGreaterThan(scrolling.clientWidth)
    expect([scrolling.tabIndex, scrolling.ariaLabel]).toEqual([0, 'Long'])
  })
})

describe('a file of which there is nothing to see', () => {
  test('yet says that it is being made', async () => {
    const { has } = await look(DOCX, { state: 'waiting', kind: null })
    await has('Essay')
  })

  test.each([
    ['could not be made', DOCX, { state: 'failed', kind: null }, 'This file cannot be shown here.'],
    ['cannot be made here', DOCX, { state: 'none', kind: null }, 'This kind of file cannot be shown here.'],
    [
      'is of no kind',
      'application/zip',
      { state: 'none', kind: null },
      'This kind of file cannot be shown here.',
    ],
  ] as const)('because it %s says so, and that it can be saved', async (_name, type, preview, words) => {
    const { has } = await look(type, preview)
    await has(words)
    await has('Save it and open it on your device.')
  })

  test('because what was made is gone says so, and the page stays', async () => {
    const gone = () => {
      throw new Problem('not-found')
    }
    for (const kind of ['writing', 'table', 'text'] as const) {
      const { has } = await look(DOCX, ready(kind), gone)
      await has('This file cannot be shown here.')
    }
  })
})

test('what browsers show themselves asks nothing of the worker', async () => {
  const { root, asked } = await look('image/png', { state: 'none', kind: null })
  await vi.waitFor(() => expect(root.querySelector('img')?.getAttribute('src')).toBe('/api/files/f'))
  expect(asked).toEqual([])
})
