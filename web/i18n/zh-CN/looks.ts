import type { looks as en } from '../en/looks.ts'
import type { Words } from '../words.ts'

export const looks: Words<typeof en> = {
  look: '在此查看',
  hide: '收起',
  open: '在新标签页打开',
  save: '下载“{name}”',
  making: '正在准备“{name}”的预览，需要几秒钟；较长的文档最多需要一分钟。',
  previewFailed: '此文件无法在此显示，请下载后在设备上打开。',
  noPreview: '这类文件无法在此显示，请下载后在设备上打开。',
  pdfLocked: '此 PDF 需要密码，请下载后在设备上打开。',
  page: '第 {no} 页，共 {count} 页',
  pageBroken: '此页无法显示，请下载文件后在设备上打开。',
  morePages: { one: '还有 {count} 页，请下载文件查看。', other: '还有 {count} 页，请下载文件查看。' },
  zoom: '{percent}%',
  larger: '放大（+）',
  smaller: '缩小（-）',
  writingOnly: '仅显示文字、表格和图片，不含版式；公式和图形请见原文件。',
  moreInFile: '文件中还有更多内容，请下载查看。',
  rowsOnly: '只显示前 {rows} 行、{columns} 列。',
}
