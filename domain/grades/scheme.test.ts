import { describe, expect, it } from 'vitest'
import { exactOf } from '../decimal.ts'
import { type GradingScheme, rowFor, SCHEMES } from './scheme.ts'

const label = (scheme: GradingScheme, percent: string) => rowFor(scheme, exactOf(percent))?.label

describe('a grading scheme', () => {
  it('calls a percentage by the first bound it reaches', () => {
    expect(label(SCHEMES.fiveLevels, '90')).toBe('优')
    expect(label(SCHEMES.fiveLevels, '89.99')).toBe('良')
    expect(label(SCHEMES.letters, '140')).toBe('A')
    expect(label(SCHEMES.passFail, '60')).toBe('P')
    expect(label(SCHEMES.passFail, '59.99')).toBe('F')
    expect(rowFor(SCHEMES.gpa, exactOf('91.2'))).toMatchObject({ label: 'A-', points: '3.7' })
  })

  it('gives its last row to all that is left, also below zero', () => {
    expect(label(SCHEMES.letters, '-3')).toBe('F')
    expect(label({ name: 'high', basis: 'percent', rows: [{ label: 'only', from: '50' }] }, '1')).toBe('only')
    expect(rowFor({ name: 'none', basis: 'percent', rows: [] }, exactOf('1'))).toBeNull()
  })

  it('in points has its bounds out of its scale', () => {
    expect(label(SCHEMES.fourPoints, '87.5')).toBe('4')
    expect(label(SCHEMES.fourPoints, '87.49')).toBe('3')
  })
})
