import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import { draw } from '../ui/testing/draw.tsx'
import { RegisterLine } from './RegisterLine.tsx'

const row: RegisterRow = {
  accountId: '0193a0c0-0000-7000-8000-000000000001',
  displayName: 'Li Na',
  studentNumber: 'S1001',
  status: 'absent',
  minutes: 0,
  source: 'presence',
  note: null,
  arrivedAt: null,
  leftAt: null,
}

const drawLine = async (readOnly = false) => {
  const [status, setStatus] = createSignal<AttendanceStatus>('absent')
  const [note, setNote] = createSignal('')
  const root = await draw(() => (
    <RegisterLine
      row={row}
      whole={45}
      readOnly={readOnly}
      store={{
        statusOf: status,
        noteOf: note,
        isChanged: () => status() !== 'absent',
        setStatus: (_row, next) => setStatus(next),
        setNote: (_row, next) => setNote(next),
      }}
    />
  ))
  return { root, status, note }
}

test('a tap on the status offers the others, and a correction asks for its reason', async () => {
  const { root, status } = await drawLine()
  expect(root.querySelector('input')).toBeNull()
  const button = root.querySelector<HTMLButtonElement>('[aria-haspopup=menu]')!
  expect(button.textContent).toContain('Absent')
  button.click()
  await expect.poll(() => root.querySelectorAll('[role=menuitemradio]').length).toBe(5)
  const excused = [...root.querySelectorAll<HTMLElement>('[role=menuitemradio]')].find((item) =>
    item.textContent?.includes('Excused'),
  )
  excused?.click()
  expect(status()).toBe('excused')
  expect(button.textContent).toContain('Excused')
  expect(root.querySelector('input')).not.toBeNull()
})

test('who may only read sees the status and no button', async () => {
  const { root } = await drawLine(true)
  expect(root.querySelector('button')).toBeNull()
  expect(root.textContent).toContain('Absent')
  expect(root.textContent).toContain('was not in the room')
})
