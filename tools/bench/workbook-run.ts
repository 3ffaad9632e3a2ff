import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import ExcelJS from 'exceljs'
import { REPORT_WORDS } from '#domain/reports/report-words.ts'
import { fixtureClasses, fixtureCover } from '../../worker/reports/report-fixture.ts'
import { writeReport } from '../../worker/reports/report-workbook.ts'

/** One measured run in a process of its own: `ours` writes the term report, `bare` as many plain cells with exceljs alone. */
const size = { classes: 10, students: 1000, itemsPerGroup: 30 }
const COLUMNS = 100

const ours = async (path: string): Promise<number> => {
  const stream = createWriteStream(path)
  const { cells } = await writeReport(stream, fixtureCover(size), fixtureClasses(size), REPORT_WORDS['zh-CN'])
  if (!stream.writableFinished) await finished(stream)
  return cells
}

const bare = async (path: string): Promise<number> => {
  const stream = createWriteStream(path)
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  let cells = 0
  for (let n = 0; n < size.classes; n++) {
    const sheet = book.addWorksheet(`Sheet ${n}`)
    for (let row = 0; row < size.students; row++) {
      const values: (string | number)[] = [`学生 ${row}`]
      for (let column = 1; column < COLUMNS; column++) values.push(((row * 37 + column * 17) % 1000) / 10)
      cells += values.length
      sheet.addRow(values).commit()
      if (row % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
    sheet.commit()
  }
  await book.commit()
  return cells
}

const which = process.argv[2] === 'bare' ? bare : ours
const path = join(tmpdir(), `lectern-bench-${process.pid}.xlsx`)
const started = performance.now()
const cells = await which(path)
const seconds = (performance.now() - started) / 1000
const usage = process.resourceUsage()
await rm(path, { force: true })
console.log(
  JSON.stringify({
    cells,
    seconds,
    cpuSeconds: (usage.userCPUTime + usage.systemCPUTime) / 1e6,
    rssMiB: usage.maxRSS / 1024,
  }),
)
