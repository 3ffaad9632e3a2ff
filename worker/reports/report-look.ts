import type { Style } from '#platform/spreadsheet/style.ts'

/** The look of the term report: paper, ink and one green; figures right, words left; shading says something. */

const GREEN = '1F6B4F'
const LEAF = 'E4EFE9'
const PALE = 'F3F6F3'
const QUIET = '66706A'
const AMBER = 'F8ECD2'

export const school: Style = { size: 20, bold: true }
export const subtitle: Style = { size: 14, color: GREEN, bold: true }
export const label: Style = { color: QUIET, vertical: 'top' }
export const value: Style = { bold: true, vertical: 'top', align: 'left' }
export const instant: Style = { bold: true, vertical: 'top', align: 'left', format: 'yyyy-mm-dd hh:mm' }
export const paragraph: Style = { wrap: true, vertical: 'top', align: 'left' }
export const note: Style = { wrap: true, align: 'left', border: 'bottom', indent: 1 }
export const term: Style = { ...note, bold: true }
export const title: Style = { size: 15, bold: true }
export const quiet: Style = { color: QUIET, size: 10 }

export const group: Style = { bold: true, color: 'FFFFFF', fill: GREEN, align: 'center', border: 'all' }
export const head: Style = { bold: true, fill: LEAF, align: 'center', wrap: true, border: 'all', size: 10 }
export const headLeft: Style = { bold: true, fill: LEAF, align: 'left', wrap: true, border: 'all', indent: 1 }
export const headRight: Style = {
  bold: true,
  fill: LEAF,
  align: 'right',
  wrap: true,
  border: 'all',
  indent: 1,
}
export const points: Style = { color: QUIET, fill: PALE, align: 'right', border: 'all', size: 10, indent: 1 }
export const pointsLabel: Style = {
  color: QUIET,
  fill: PALE,
  align: 'left',
  border: 'all',
  size: 10,
  indent: 1,
}

export const text: Style = { align: 'left', border: 'all', indent: 1 }
export const score: Style = { align: 'right', border: 'all', indent: 1 }
export const excused: Style = { align: 'center', color: QUIET, border: 'all' }
export const missing: Style = { fill: AMBER, border: 'all' }
export const percent: Style = { align: 'right', fill: PALE, border: 'all', format: '0.00', indent: 1 }
export const total: Style = { align: 'right', bold: true, border: 'all', format: '0.00', indent: 1 }
export const count: Style = { align: 'right', border: 'all', format: '0', indent: 1 }
