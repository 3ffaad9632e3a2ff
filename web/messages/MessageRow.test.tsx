import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { draw } from '../ui/testing/draw.tsx'
import { MessageRow } from './MessageRow.tsx'
import { shownMessage } from './row.ts'
import { messageNo, noActs } from './testing.tsx'

const message = messageNo(1, { body: '10. 第3~5页\n9. **a**' })

test('the text of a message is quoted and copied as it was typed, on plain HTTP too', async () => {
  // Browsers give it to secure pages only.
  vi.spyOn(navigator, 'clipboard', 'get').mockReturnValue(undefined as unknown as Clipboard)
  let copied = ''
  vi.spyOn(document, 'execCommand').mockImplementation(() => {
    copied = (document.activeElement as HTMLTextAreaElement).value
    return true
  })
  const quote = vi.fn()
  await draw(() => (
    <MessageRow
      shown={shownMessage(message)}
      compact={false}
      active
      acts={{ ...noActs, mayQuote: () => true, quote }}
    />
  ))
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Copy the text' }).click()
  await vi.waitFor(() => expect(copied).toBe(message.body))
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: 'Quote' }).click()
  expect(quote).toHaveBeenCalledWith(message)
})
