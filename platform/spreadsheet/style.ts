import type ExcelJS from 'exceljs'

/** How a cell looks. Make each style once and use the same object for every cell that wears it. */
export interface Style {
  bold?: boolean
  italic?: boolean
  /** Points; 11 unless said. */
  size?: number
  /** `RRGGBB`. */
  color?: string
  fill?: string
  align?: 'left' | 'center' | 'right'
  vertical?: 'top' | 'middle'
  wrap?: boolean
  /** Space before left-aligned and after right-aligned content, in characters. */
  indent?: number
  /** An Excel number format: `0.00`, `yyyy-mm-dd`. */
  format?: string
  /** A hairline around, or only below. */
  border?: 'all' | 'bottom'
}

const HAIRLINE = { style: 'thin', color: { argb: 'FFD5D8D2' } } as const
const borders: Record<NonNullable<Style['border']>, Partial<ExcelJS.Borders>> = {
  all: { top: HAIRLINE, left: HAIRLINE, bottom: HAIRLINE, right: HAIRLINE },
  bottom: { bottom: HAIRLINE },
}

const fillOf = (color: string): ExcelJS.Fill => ({
  type: 'pattern',
  pattern: 'solid',
  fgColor: { argb: `FF${color}` },
})

const build = (style: Style, font: string): Partial<ExcelJS.Style> => ({
  font: {
    name: font,
    size: style.size ?? 11,
    bold: style.bold ?? false,
    italic: style.italic ?? false,
    color: { argb: `FF${style.color ?? '1D2320'}` },
  },
  alignment: {
    horizontal: style.align,
    vertical: style.vertical ?? 'middle',
    wrapText: style.wrap ?? false,
    indent: style.indent ?? 0,
  },
  ...(style.fill && { fill: fillOf(style.fill) }),
  ...(style.border && { border: borders[style.border] }),
  ...(style.format && { numFmt: style.format }),
})

/** Turns styles into the library's, each once, so that the workbook stores each once too. */
export const styleBook = (font: string): ((style: Style) => Partial<ExcelJS.Style>) => {
  const made = new WeakMap<Style, Partial<ExcelJS.Style>>()
  return (style) => {
    const known = made.get(style) ?? build(style, font)
    made.set(style, known)
    return known
  }
}
