import { describe, expect, it } from 'vitest'
import type * as z from 'zod/mini'
import { password, username } from './account.ts'

const codeOf = (schema: z.ZodMiniType, value: string): string | null =>
  schema.safeParse(value).error?.issues[0]?.message ?? null

describe('a new password', () => {
  it('has 8 to 256 characters of any kind, and no rules of composition', () => {
    expect(codeOf(password, 'seven77')).toBe('password-too-short')
    expect(codeOf(password, 'x'.repeat(257))).toBe('too-long')
    for (const good of ['eight888', '        ', '我的密码很长很长啊', 'x'.repeat(256)])
      expect(codeOf(password, good)).toBeNull()
  })
})

describe('a username', () => {
  it('is letters of any script, digits, dot, dash and underscore, 2 to 40 of them', () => {
    for (const good of ['li', 'zhang.yu-tong_7', '张雨桐', 'สมหญิง', 'अमित', 'مُحَمَّد', 'x'.repeat(40)])
      expect(codeOf(username, good)).toBeNull()
    expect(codeOf(username, 'x')).toBe('too-short')
    expect(codeOf(username, 'x'.repeat(41))).toBe('too-long')
    for (const bad of ['two words', 'a@b', 'a/b', '<b>', '\u0E34\u0E34'])
      expect(codeOf(username, bad)).toBe('username')
  })

  it('loses blanks around it', () => {
    expect(username.parse('  ada ')).toBe('ada')
  })
})
