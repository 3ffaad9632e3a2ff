import type { cards as source } from '../en/cards.ts'
import type { Words } from '../words.ts'

export const cards: Words<typeof source> = {
  print: '打印成卡片',
  printSheet: '打印十张卡片',
  printAll: '打印卡片',
  printPart: '打印第 {from}–{to} 张卡片',
  own: '首次登录时，请设置你自己的密码。',
  qr: '网址的二维码',
  code: '班级码',
  join: '打开网址或扫描二维码。有效期至{when}。',
}
