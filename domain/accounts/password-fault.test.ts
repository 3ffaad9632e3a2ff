import { describe, expect, it } from 'vitest'
import { COMMON_PASSWORDS } from './common-passwords.ts'
import { DEMO_PASSWORD, passwordFault } from './password-fault.ts'

const pupil = { username: 'ada', role: 'student', school: 'Riverside High School' } as const
const faultOf = (value: string, owner = {}) => passwordFault(value, { ...pupil, ...owner })

describe('a new password', () => {
  it('is none of the 10,000 most common ones, in any case and width, and no character said over and over', () => {
    expect(COMMON_PASSWORDS.size).toBe(10_000)
    for (const common of [
      'password1',
      'PassWord1',
      '１２３４５６７８',
      'woaini1314',
      'liverpool',
      'zzzzzzzz',
      '好好好好好好好好',
    ])
      expect(faultOf(common), common).toBe('password-common')
    expect(faultOf('my password1 of yore')).toBeNull()
  })

  it('is not made of the school’s own words, digits and marks', () => {
    for (const own of ['Riverside2026', 'riverside-high!', 'teacher12345', 'School.2026', DEMO_PASSWORD])
      expect(faultOf(own), own).toBe('password-common')
    for (const own of ['育才中学2026', '学生123456'])
      expect(faultOf(own, { school: '育才中学' }), own).toBe('password-common')
    for (const good of ['otters by the riverside', '83920175', '我的密码很长很长啊'])
      expect(faultOf(good), good).toBeNull()
  })

  it('does not contain the username, unless that is too short to say anything', () => {
    expect(faultOf('I-am-NOETHER!', { username: 'noether' })).toBe('password-has-name')
    expect(faultOf('张雨桐2012年生', { username: '张雨桐' })).toBe('password-has-name')
    expect(faultOf('a long passphrase', { username: 'lo' })).toBeNull()
  })

  it('has ten characters for staff', () => {
    for (const role of ['owner', 'registrar', 'teacher'] as const) {
      expect(faultOf('nine kiwi', { role })).toBe('password-too-short-staff')
      expect(faultOf('nine kiwis', { role })).toBeNull()
    }
    expect(faultOf('nine kiwi')).toBeNull()
  })
})
